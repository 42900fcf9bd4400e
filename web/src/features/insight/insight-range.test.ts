import { addDays, documentsOfAccounts, documentsOfSums } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { rangeSearch, readRange, readRangeBefore } from './insight-range.ts';
import { projectionRange } from './overview/month-projection.ts';

const today = '2026-03-10';
const read = (search: object) => readRange(rangeSearch.parse(search), today);

test('an address without a range shows the last 30 days', () => {
  expect(read({})).toEqual({ from: '2026-02-09', to: '2026-03-10' });
});

test('a month, and days of one’s own, are taken from the address', () => {
  expect(read({ range: 'month', month: '2026-02' })).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(read({ range: 'custom', from: '2026-01-05', to: '2026-01-06' })).toEqual({
    from: '2026-01-05',
    to: '2026-01-06',
  });
});

test('days in the wrong order are put in order, and what is no day is replaced', () => {
  expect(read({ range: 'custom', from: '2026-02-02', to: '2026-01-01' }).from).toBe('2026-01-01');
  expect(read({ range: 'custom', from: 'x', to: '2026-13-40' })).toEqual({ from: '2026-02-09', to: today });
  expect(read({ range: 'month', month: '2026-19' })).toEqual({ from: '2026-03-01', to: '2026-03-31' });
});

test('a custom range reads a year at most', () => {
  expect(read({ range: 'custom', from: '2000-01-01', to: '2026-03-10' })).toEqual({
    from: '2025-03-10',
    to: '2026-03-10',
  });
});

test('ten days of a month are compared with ten days of the month before', () => {
  const range = read({ range: 'month' });
  expect(readRangeBefore(range, today)).toEqual({ from: '2026-02-01', to: '2026-02-10' });
  expect(readRangeBefore({ from: '2026-02-01', to: '2026-02-28' }, today)).toEqual({
    from: '2026-01-01',
    to: '2026-01-31',
  });
});

test('seven days are compared with the seven before', () => {
  expect(readRangeBefore({ from: '2026-03-04', to: '2026-03-10' }, today)).toEqual({
    from: '2026-02-25',
    to: '2026-03-03',
  });
});

test('a page reads at most 12 documents for its sums and 30 for its rankings, whatever day it is', () => {
  const settings = 1;
  const choices = ['today', '7-days', '30-days', 'month'] as const;
  let [mostSums, mostAccounts] = [0, 0];
  for (let day = '2023-12-01'; day < '2025-04-01'; day = addDays(day, 1)) {
    for (const choice of choices) {
      const range = readRange(rangeSearch.parse({ range: choice }), day);
      const sums = documentsOfSums([readRangeBefore(range, day), range]);
      mostSums = Math.max(mostSums, sums.length + settings);
      mostAccounts = Math.max(mostAccounts, documentsOfAccounts(range).length);
    }
  }
  expect({ mostSums, mostAccounts }).toEqual({ mostSums: 12, mostAccounts: 30 });
});

test('the projection is in documents that the page reads anyway, and in four more for an earlier month', () => {
  const topics = ['credits', 'money'] as const;
  const readBy = (search: object, day: string) => {
    const range = readRange(rangeSearch.parse(search), day);
    const page = new Set(documentsOfSums([readRangeBefore(range, day), range]));
    return documentsOfSums([projectionRange(day)], topics).filter((id) => !page.has(id));
  };
  for (let day = '2023-12-01'; day < '2025-04-01'; day = addDays(day, 1)) {
    expect(readBy({}, day)).toEqual([]);
    expect(readBy({ range: 'month' }, day)).toEqual([]);
    expect(readBy({ range: 'month', month: '2022-01' }, day)).toHaveLength(4);
  }
});
