import { expect, test } from 'vitest';
import { reloadForUpdate } from './reload-for-update.ts';

function pageAt() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
  let reloads = 0;
  const at = (nowMs: number) => reloadForUpdate({ storage, reload: () => void reloads++, now: () => nowMs });
  return { at, reloads: () => reloads };
}

test('an outdated page reloads at once', () => {
  const page = pageAt();
  page.at(5);
  expect(page.reloads()).toBe(1);
});

test('a page that comes back outdated does not reload in a loop, but tries again after a minute', () => {
  const page = pageAt();
  for (const nowMs of [1_000, 1_500, 60_999]) page.at(nowMs);
  expect(page.reloads()).toBe(1);
  page.at(61_000);
  expect(page.reloads()).toBe(2);
});
