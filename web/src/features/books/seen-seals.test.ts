import { expect, test } from 'vitest';
import { readSeen, withLook } from './seen-seals.ts';

const pinOf = (number: number) => ({ number, hash: 'h'.repeat(43), previousHash: 'p'.repeat(43) });
const look = { keys: [], nowMs: 5 };

test('what was seen is read as it was kept, and what nobody kept as nothing', () => {
  const seen = withLook(readSeen(null), { findingCount: 0, head: pinOf(1) }, look);
  expect(readSeen(JSON.stringify(seen))).toEqual({ pins: [pinOf(1)], keys: [], verifiedAtMs: 5 });
  for (const other of ['', 'null', '{', '{"pins":[{"number":"1"}]}', '[]']) {
    expect(readSeen(other)).toEqual({ pins: [], keys: [], verifiedAtMs: null });
  }
});

test('a look that has found something leaves what was seen as it is', () => {
  const seen = withLook(readSeen(null), { findingCount: 0, head: pinOf(1) }, look);
  expect(withLook(seen, { findingCount: 1, head: pinOf(2) }, { keys: [], nowMs: 9 })).toBe(seen);
});

test('the latest 50 seals are kept, each once', () => {
  let seen = readSeen(null);
  for (let number = 1; number <= 60; number++) {
    for (const _ of [1, 2]) seen = withLook(seen, { findingCount: 0, head: pinOf(number) }, look);
  }
  expect(seen.pins.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, n) => n + 11));
});
