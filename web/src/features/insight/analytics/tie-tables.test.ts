import type { MonthTie, TieCause, TiedLine } from '@firemeter/functions/contract';
import { describe, expect, test } from 'vitest';
import { causeRows, tieFile, tieLinesTable, verdictOf } from './tie-tables.ts';

const line = (change: Partial<TiedLine>): TiedLine => ({
  ...{ line: 'sales', hereCents: 1_000, taxCents: 160, stripeCents: 1_000, settled: [] },
  ...change,
});
const cause: TieCause = {
  ...{ kind: 'not-here', line: 'sales', paymentId: null, stripeId: 'pi_1', otherMonth: null },
  ...{ hereCents: 0, stripeCents: 300 },
};
const tieOf = (lines: TiedLine[], causes: TieCause[] = [], causesLeftOut = 0): MonthTie => ({
  ...{ month: '2026-03', timeZone: 'UTC', fromMs: 0, toMs: 1, isOver: true, others: [] },
  currencies: [{ currency: 'usd', lines, causes, causesLeftOut }],
});

describe('a comparison with Stripe', () => {
  test('ties only if every sum and every payment agree', () => {
    expect(verdictOf(tieOf([line({})]))).toEqual({ kind: 'ties' });
    expect(verdictOf(tieOf([line({ stripeCents: 1_300 })], [cause]))).toEqual({ kind: 'differs', causes: 1 });
    expect(verdictOf(tieOf([line({})], [cause], 1))).toEqual({ kind: 'cancels-out', causes: 2 });
    expect(verdictOf(tieOf([line({})], [], 1))).toEqual({ kind: 'cancels-out', causes: 1 });
  });

  test('shows both sides and what lies between them', () => {
    const { rows } = tieLinesTable(
      tieOf([
        line({
          stripeCents: 1_300,
          settled: [{ currency: 'eur', hereCents: 920, stripeCents: 1_196, rate: 0.92 }],
        }),
      ]),
    );
    expect(rows).toEqual([
      ['Sales (USD)', '$8.40', '$1.60', '$10.00', '$13.00', '-$3.00', '€11.96 at 0.9200'],
    ]);
  });

  test('names the side that counts a payment in another month', () => {
    const other = { kind: 'other-month', otherMonth: '2026-02' } as const;
    const rows = causeRows(
      tieOf(
        [],
        [
          { ...cause, ...other },
          { ...cause, ...other, hereCents: 300, stripeCents: 0 },
        ],
      ),
    );
    expect(rows.map(({ why }) => why)).toEqual([
      'In the journal of February 2026',
      'At Stripe in February 2026',
    ]);
  });

  test('is a file whose sums are written once, with the payments that explain them below', () => {
    const eur = { currency: 'eur', hereCents: 920, stripeCents: 1_196, rate: 0.92 };
    const gbp = { currency: 'gbp', hereCents: null, stripeCents: 800, rate: null };
    const { columns, rows } = tieFile(tieOf([line({ stripeCents: 1_300, settled: [eur, gbp] })], [cause]));
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    expect(rows.map((row) => row.slice(3))).toEqual([
      [null, null, 8.4, 1.6, 10, 13, -3, 'Sum', null, 'EUR', 9.2, 11.96, 0.92],
      [null, null, null, null, null, null, null, 'Sum', null, 'GBP', null, 8, null],
      [null, 'pi_1', null, null, 0, 3, -3, 'Only at Stripe', null, null, null, null, null],
    ]);
  });
});
