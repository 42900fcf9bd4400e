// Runs before the first paint, so that the page never flashes in the other theme.
(() => {
  let choice = 'system';
  try {
    choice = localStorage.getItem('firemeter.theme') ?? 'dark';
  } catch {
    choice = 'dark';
  }
  const light =
    choice === 'light' || (choice === 'system' && matchMedia('(prefers-color-scheme: light)').matches);
  document.documentElement.dataset.theme = light ? 'light' : 'dark';
})();
