import {
  CreditsDay,
  DEFAULT_INSIGHT_SETTINGS,
  type InsightData,
  MoneyDay,
  UsageDay,
  workKey,
} from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { journalOf, rollForwardOf } from './analytics/month-end.ts';
import { figuresOf, outstandingMicros } from './range-figures.ts';

const usd = (sources: object, cents: object = {}) =>
  MoneyDay.parse({ currencies: { usd: { sources, payments: 1, ...cents } }, paymentFees: { usd: 2 } });
const data: InsightData = {
  usage: {
    '2026-03-02': UsageDay.parse({
      work: { [workKey({ operation: 'image', model: 'm', provider: 'p' })]: { completed: 3, failed: 1 } },
      rejections: { 'rate-limited': 2 },
    }),
  },
  credits: {
    '2026-03-02': CreditsDay.parse({
      sources: { purchase: { granted: 10, used: 4 }, welcome: { granted: 50, used: 1, lapsed: 2 } },
    }),
  },
  money: {
    '2026-03-01': usd({ purchase: { sales: 10_000_000 } }, { paidCents: 12, taxCents: 2 }),
    '2026-03-02': usd(
      { purchase: { revenueCaptured: 4_000_000, refundedUnspent: 1_000_000 } },
      { refundedCents: 3 },
    ),
  },
  balances: {
    '2026-02': {
      outstanding: { purchase: 5, welcome: 7 },
      debtMicros: 0,
      liability: { usd: { purchase: { '2026-02': 2_000_000 } } },
    },
  },
  settings: DEFAULT_INSIGHT_SETTINGS,
};
const range = { from: '2026-03-01', to: '2026-03-02' };

test('rejections are no part of the success rate', () => {
  const { ended, successRate, rejections } = figuresOf(data, range);
  expect({ ended, successRate, rejections }).toEqual({
    ended: 4,
    successRate: 0.75,
    rejections: { 'rate-limited': 2 },
  });
});

test('credits of packs and plans are sold, those of other sources granted', () => {
  expect(figuresOf(data, range).credits).toEqual({
    soldMicros: 10,
    grantedMicros: 50,
    usedMicros: 5,
    lapsedMicros: 2,
  });
  expect(outstandingMicros(data, '2026-02-28')).toEqual({ paidMicros: 5, freeMicros: 7 });
});

test('the liability rolls forward from the month before, and closes at what the overview says', () => {
  const rolled = rollForwardOf(data, { range, currency: 'usd' });
  expect(rolled.at(-1)).toMatchObject({
    ...{ source: 'all', opening: 0.02, sales: 0.1, captured: 0.04, refundedUnspent: 0.01, closing: 0.07 },
  });
  expect(figuresOf(data, range).currencies.get('usd')?.liabilityMicrocents).toBe(7_000_000);
});

test('the journal moves what the roll-forward says, and leaves out what did not move', () => {
  const journal = journalOf(data, { range, currency: 'usd' });
  const day = (date: string) =>
    journal.filter((entry) => entry.day === date).map(({ debit, credit, amount }) => [debit, credit, amount]);
  expect(day('2026-03-01')).toEqual([
    ['Stripe balance', 'Deferred revenue', 0.1],
    ['Stripe balance', 'Tax payable', 0.02],
    ['Payment fees', 'Stripe balance', 0.02],
  ]);
  expect(day('2026-03-02')).toEqual([
    ['Deferred revenue', 'Revenue: credits used', 0.04],
    ['Deferred revenue', 'Stripe balance', 0.01],
    ['Tax payable', 'Stripe balance', 0.02],
    ['Payment fees', 'Stripe balance', 0.02],
  ]);
});

test('the journal moves on the Stripe balance what was paid, less refunds and fees', () => {
  const moved = journalOf(data, { range, currency: 'usd' }).reduce(
    (sum, { debit, credit, amount }) =>
      sum + (debit === 'Stripe balance' ? amount : 0) - (credit === 'Stripe balance' ? amount : 0),
    0,
  );
  expect(moved).toBeCloseTo((12 - 3 - 4) / 100, 10);
});
