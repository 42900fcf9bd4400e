import { DAY_MS } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { planChangeOutlook } from './plan-change-outlook.ts';

const start = Date.UTC(2027, 3, 1);
const month = { interval: 'month', periodStartMs: start, periodEndMs: start + 30 * DAY_MS } as const;
const plus = { interval: 'month', amountCents: 1_900, monthlyMicros: 300 } as const;
const max = { interval: 'month', amountCents: 4_900, monthlyMicros: 1_000 } as const;

test('a dearer plan costs the difference for what is left of the period, and brings as much of its credits', () => {
  const outlook = planChangeOutlook(month, { paid: plus, chosen: max, nowMs: start + 20 * DAY_MS });
  expect(outlook).toEqual({
    kind: 'now',
    todayCents: 1_000,
    todayMicros: 233,
    fromMs: month.periodEndMs,
  });
});

test('a cheaper plan costs nothing now and begins when the period ends', () => {
  const outlook = planChangeOutlook(month, { paid: max, chosen: plus, nowMs: start + DAY_MS });
  expect(outlook).toEqual({
    kind: 'at-period-end',
    todayCents: 0,
    todayMicros: 0,
    fromMs: month.periodEndMs,
  });
});

test('a year is paid at once, less what is left of the month', () => {
  const year = { interval: 'year', amountCents: 19_000, monthlyMicros: 300 } as const;
  const outlook = planChangeOutlook(month, { paid: plus, chosen: year, nowMs: start + 15 * DAY_MS });
  expect(outlook).toMatchObject({ kind: 'now', todayCents: 18_050, todayMicros: 0 });
});

test('nothing is foretold of a plan whose price is not known', () => {
  expect(planChangeOutlook(month, { paid: null, chosen: max, nowMs: start })).toBeNull();
});
