/** How long something is kept: as long as the tab, or as long as the browser keeps anything. */
export type KeptIn = 'tab' | 'browser';

const prefix = 'firemeter.of.';
/** What belongs to the browser itself, whoever uses it. */
const ofTheBrowser: ReadonlySet<string> = new Set([
  'firemeter.theme',
  'firemeter.device',
  'firemeter.language',
  'firemeter.signedIn',
  'firemeter.singleKeys',
  'firemeter.reloadedForUpdate',
]);

/** What a browser keeps for one user. Nobody else who signs in here sees it. */
export interface Kept {
  read(name: string): string | null;
  write(name: string, value: string | null): void;
}

/** @param uid null: nobody is signed in */
export function keptFor(uid: string | null, where: KeptIn): Kept {
  // A uid may have dots: the key has to say where it ends.
  const keyOf = (name: string) => `${prefix}${encodeURIComponent(uid ?? '').replaceAll('.', '%2E')}.${name}`;
  return {
    read(name) {
      try {
        return storageOf(where).getItem(keyOf(name));
      } catch {
        return null;
      }
    },
    // What cannot be kept is lost with the page.
    write(name, value) {
      try {
        if (value === null) storageOf(where).removeItem(keyOf(name));
        else storageOf(where).setItem(keyOf(name), value);
      } catch {}
    },
  };
}

/** Removes what earlier builds kept for whoever came next. */
export function removeUnowned(): void {
  for (const where of ['tab', 'browser'] as const) {
    try {
      const storage = storageOf(where);
      for (const key of Object.keys(storage)) {
        const isUnowned = key.startsWith('firemeter.') && !key.startsWith(prefix) && !ofTheBrowser.has(key);
        if (isUnowned) storage.removeItem(key);
      }
    } catch {}
  }
}

function storageOf(where: KeptIn): Storage {
  return where === 'tab' ? sessionStorage : localStorage;
}
