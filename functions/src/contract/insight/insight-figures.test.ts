import { expect, test } from 'vitest';
import { MICROCENTS, MoneyDay, type MoneyFlows, UsageDay, workKey } from './day-figures.ts';
import { cohortsBy, countActive, heatMap, joinAccounts, topAccounts } from './facts/account-figures.ts';
import { packFigures, unpackFigures } from './facts/packed-figures.ts';
import {
  AccountFigures,
  CohortFigures,
  DEFAULT_INSIGHT_SETTINGS,
  InsightBalances,
} from './insight-documents.ts';
import { documentsOfAccounts, documentsOfSums, rangeBefore, rangeNamed } from './insight-ranges.ts';
import { grossMargin } from './margin-figures.ts';
import { liabilityAt, liabilityByAge, rollForward } from './money-figures.ts';
import { sumRange } from './sum-days.ts';

const cents = (amount: number) => amount * MICROCENTS;
const moneyOf = (flows: Partial<Record<keyof MoneyFlows, number>>) =>
  MoneyDay.parse({ currencies: { usd: { sources: { purchase: flows } } } });

const balances = InsightBalances.parse({
  '2026-01': { liability: { usd: { purchase: { '2026-01': cents(700) } } } },
  '2026-02': { liability: { usd: { purchase: { '2026-01': -cents(100), '2026-02': cents(500) } } } },
});
const money = {
  '2026-02-03': moneyOf({ sales: cents(600), revenueCaptured: cents(50) }),
  '2026-02-05': moneyOf({ revenueLapsed: cents(100), refundedUnspent: cents(50), refundedSpent: cents(10) }),
};

test('each day of a roll-forward opens as the one before it closed', () => {
  const rows = rollForward({ money, balances }, { from: '2026-02-04', to: '2026-02-05' });
  expect(
    rows.map(({ openingMicrocents, closingMicrocents }) => [openingMicrocents, closingMicrocents]),
  ).toEqual([
    [cents(1_250), cents(1_250)],
    [cents(1_250), cents(1_100)],
  ]);
});

test('the liability at the end of a month is the sum of its ages', () => {
  const aged = liabilityByAge(balances, '2026-02').reduce((sum, { microcents }) => sum + microcents, 0);
  expect(liabilityAt({ money, balances }, '2026-02-28')).toEqual([
    { currency: 'usd', source: 'purchase', microcents: aged },
  ]);
});

test('a page reads at most 12 documents for sums and 30 for rankings, with the range before', () => {
  for (const today of ['2026-03-01', '2026-02-28', '2026-12-31', '2024-02-29']) {
    for (const name of ['today', '7-days', '30-days', 'month'] as const) {
      const range = rangeNamed(name, today);
      // The settings are one more.
      expect(
        documentsOfSums([range, rangeBefore(range)]).length + 1,
        `${name} at ${today}`,
      ).toBeLessThanOrEqual(12);
      expect(documentsOfAccounts(range).length).toBeLessThanOrEqual(30);
    }
  }
});

test('a whole month is compared with the month before, and other ranges with as many days before', () => {
  expect(rangeBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({
    from: '2026-02-01',
    to: '2026-02-28',
  });
  expect(rangeBefore({ from: '2026-03-10', to: '2026-03-16' })).toEqual({
    from: '2026-03-03',
    to: '2026-03-09',
  });
});

test('a margin converts revenue at the rates of settled payments, and names what none converts', () => {
  const usage = {
    '2026-02-03': UsageDay.parse({
      work: { [workKey({ operation: 'image', model: 'm', provider: 'p' })]: { costUsdMicros: 1_000_000 } },
    }),
  };
  const inEuros = MoneyDay.parse({
    currencies: {
      eur: {
        sources: { purchase: { revenueCaptured: cents(1_000) } },
        settled: { usd: { fromCents: 100, toCents: 120 } },
      },
      jpy: { sources: { purchase: { revenueCaptured: cents(1_000) } } },
    },
    paymentFees: { usd: 20 },
  });
  const range = { from: '2026-02-01', to: '2026-02-28' };
  const settings = {
    ...DEFAULT_INSIGHT_SETTINGS,
    infrastructure: [{ fromMonth: '2026-01', currency: 'usd', amountCents: 80 }],
  };
  const data = { usage, credits: {}, money: { '2026-02-03': inEuros }, balances: {}, settings };
  expect(grossMargin(sumRange(data, range), { settings, range })).toMatchObject({
    revenueCents: 1_200,
    providerCents: 100,
    feeCents: 20,
    infrastructureCents: 80,
    margin: 1_000 / 1_200,
    left: ['jpy'],
  });
});

test('an account that was active on two days counts once', () => {
  const day = (delivered: number, isGuest = 0) =>
    AccountFigures.parse({ delivered, isGuest, capturedMicros: delivered });
  const joined = joinAccounts([
    { ann: day(1), guest: day(1, 1) },
    { ann: day(2), ben: day(0) },
  ]);
  expect(countActive(joined)).toEqual({ accounts: 1, guests: 1 });
  expect(
    topAccounts(joined, ({ capturedMicros }) => capturedMicros).map(({ accountId }) => accountId),
  ).toEqual(['ann', 'guest']);
});

test('a heat map has every hour of the week', () => {
  const usage = { '2026-11-29': UsageDay.parse({ hours: { '13': { ended: 2, capturedMicros: 5 } } }) };
  const cells = heatMap(usage, { from: '2026-11-23', to: '2026-11-29' });
  expect(cells).toHaveLength(168);
  expect(cells.filter(({ ended }) => ended > 0)).toEqual([
    { weekday: 7, hour: 13, ended: 2, capturedMicros: 5 },
  ]);
});

test('cohorts of days add up to weeks that begin on Monday', () => {
  const day = CohortFigures.parse({ visitors: 1, guests: 1 });
  const weeks = cohortsBy({ '2026-11-29': day, '2026-11-30': day, '2026-12-01': day }, 'week');
  expect(weeks.map(({ cohort, figures }) => [cohort, figures.visitors])).toEqual([
    ['2026-11-23', 1],
    ['2026-11-30', 2],
  ]);
});

test('figures that were packed are unpacked with what an older document lacks', async () => {
  expect(await unpackFigures(UsageDay, await packFigures({ rejections: { busy: 1 } }))).toEqual(
    UsageDay.parse({ rejections: { busy: 1 } }),
  );
});
