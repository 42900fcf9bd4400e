import { afterEach, expect, test, vi } from 'vitest';
import { keptFor, removeUnowned } from './kept.ts';

/** As a browser's: what is kept are its own properties. */
function storage(entries: Record<string, string> = {}): Storage {
  const methods = {
    getItem: (key: string) => (Object.hasOwn(kept, key) ? kept[key] : null),
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
    removeItem: (key: string) => {
      delete kept[key];
    },
  };
  const kept: Record<string, string> = Object.assign(Object.create(methods), entries);
  return kept as unknown as Storage;
}

afterEach(() => vi.unstubAllGlobals());

test.each(['tab', 'browser'] as const)('what a %s keeps for one user is read by no other', (where) => {
  vi.stubGlobal('sessionStorage', storage());
  vi.stubGlobal('localStorage', storage());
  keptFor('mia', where).write('draft.image', 'a secret garden');
  for (const other of ['noah', 'mia2', 'mi', null]) {
    expect(keptFor(other, where).read('draft.image')).toBeNull();
  }
  expect(keptFor('mia', where).read('draft.image')).toBe('a secret garden');
});

test('no user’s name for a text is another user’s, wherever the dots are', () => {
  vi.stubGlobal('sessionStorage', storage());
  keptFor('a', 'tab').write('b.c', 'of a');
  expect(keptFor('a.b', 'tab').read('c')).toBeNull();
});

test('what earlier builds kept for whoever came next is removed, and nothing else', () => {
  const session = storage({ 'firemeter.draft.image': 'a secret', 'firemeter.of.mia.draft.image': 'mine' });
  const local = storage({
    'firemeter.catalog-draft': '{}',
    'firemeter.theme': 'light',
    'firemeter.language': 'de',
    'firemeter.device': 'd',
    'firebase:host': 'x',
  });
  vi.stubGlobal('sessionStorage', session);
  vi.stubGlobal('localStorage', local);
  removeUnowned();
  expect(Object.keys(session)).toEqual(['firemeter.of.mia.draft.image']);
  expect(Object.keys(local)).toEqual([
    'firemeter.theme',
    'firemeter.language',
    'firemeter.device',
    'firebase:host',
  ]);
});

test('a browser that keeps nothing stops nobody', () => {
  const full = { ...storage(), getItem: refuse, setItem: refuse } as unknown as Storage;
  vi.stubGlobal('localStorage', full);
  keptFor('mia', 'browser').write('currency', 'eur');
  expect(keptFor('mia', 'browser').read('currency')).toBeNull();
});

function refuse(): never {
  throw new Error('The quota has been exceeded');
}
