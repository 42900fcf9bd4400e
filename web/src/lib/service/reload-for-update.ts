const KEY = 'firemeter.reloadedForUpdate';
const AGAIN_AFTER_MS = 60_000;

/**
 * Reloads the page for the version of the app that the server runs. Does nothing within a minute of the last time: until
 * the new pages are served, a reload brings the old one back.
 */
export function reloadForUpdate(
  { storage, reload, now }: { storage: Storage; reload: () => void; now: () => number } = {
    storage: sessionStorage,
    reload: () => location.reload(),
    now: Date.now,
  },
): void {
  const lastMs = Number(storage.getItem(KEY) ?? Number.NEGATIVE_INFINITY);
  if (now() - lastMs < AGAIN_AFTER_MS) return;
  storage.setItem(KEY, String(now()));
  reload();
}
