import { expect, test } from 'vitest';
import { readList } from './read-list.ts';

test('a list has an address or id on each line, and an amount where it differs', () => {
  const text = 'email,credits\nann@example.com\n"ben@example.com";2.5\nuid1\t7\n\n';
  expect(readList(text, '5')).toEqual({
    rows: [
      { to: 'ann@example.com', amountMicros: 5_000_000 },
      { to: 'ben@example.com', amountMicros: 2_500_000 },
      { to: 'uid1', amountMicros: 7_000_000 },
    ],
    faults: [],
  });
});

test('a line without a good amount is named', () => {
  expect(readList('ann@example.com\nben@example.com,-1\ncem@example.com,x', '')).toEqual({
    rows: [],
    faults: [1, 2, 3],
  });
});
