import { useSyncExternalStore } from 'react';

export const themeChoices = ['dark', 'light', 'system'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** Also read by `public/theme.js`, before the first paint. */
const storageKey = 'firemeter.theme';
const systemLight = matchMedia('(prefers-color-scheme: light)');
const watchers = new Set<() => void>();

function read(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return themeChoices.find((choice) => choice === stored) ?? 'dark';
}

function apply(): void {
  const choice = read();
  const light = choice === 'light' || (choice === 'system' && systemLight.matches);
  document.documentElement.dataset.theme = light ? 'light' : 'dark';
  for (const watcher of watchers) watcher();
}

systemLight.addEventListener('change', apply);

export function setTheme(choice: ThemeChoice): void {
  localStorage.setItem(storageKey, choice);
  apply();
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

export function useTheme(): { choice: ThemeChoice; shown: 'dark' | 'light' } {
  const choice = useSyncExternalStore(watch, read);
  const shown = useSyncExternalStore(watch, () =>
    document.documentElement.dataset.theme === 'light' ? 'light' : 'dark',
  );
  return { choice, shown };
}
