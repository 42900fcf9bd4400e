import { expect, test } from 'vitest';
import { addUpSpending, spendingByDay, type UsageEntry } from './spending.ts';

const at = (day: number, hour = 12) => new Date(2027, 2, day, hour).getTime();
const usage = (createdAt: number, operation: string, model: string, micros: number) =>
  ({ kind: 'usage', createdAt, operation, model, totalMicros: -micros }) as UsageEntry;

const entries = [
  usage(at(1), 'image', 'a', 5),
  usage(at(1, 23), 'image', 'b', 7),
  usage(at(4, 0), 'video', 'a', 50),
];

test('every way to split what was spent comes to the same total', () => {
  const spending = addUpSpending(entries, ({ model }) => (model === 'a' ? 'google' : null));
  expect(spending.totalMicros).toBe(62);
  for (const figures of [spending.byOperation, spending.byModel, spending.byProvider]) {
    expect(figures.reduce((sum, { micros }) => sum + micros, 0)).toBe(62);
    expect(figures.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  }
  expect(spending.byModel.map(({ operation, name }) => [operation, name])).toEqual([
    ['video', 'a'],
    ['image', 'b'],
    ['image', 'a'],
  ]);
});

test('days without use are there, across a change of the clock too', () => {
  const days = spendingByDay(entries, { fromMs: at(1, 5), untilMs: at(5) });
  expect(days.map(({ micros }) => micros)).toEqual([12, 0, 0, 50, 0]);
  const month = spendingByDay([], {
    fromMs: new Date(2027, 2, 1).getTime(),
    untilMs: new Date(2027, 3, 1).getTime(),
  });
  expect(month).toHaveLength(31);
});
