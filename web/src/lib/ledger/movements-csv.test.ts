import { LedgerEntry } from '@firemeter/functions/contract';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { movementsCsv } from './movements-csv.ts';

type Row = Record<string, string>;

function usage(n: number, { totalMicros = -1, model = 'model', createdAt = new Date(n) } = {}) {
  const value = LedgerEntry.parse({
    schemaVersion: 1,
    kind: 'usage',
    accountId: 'me',
    amounts: [],
    totalMicros,
    debtDeltaMicros: 0,
    actor: { kind: 'person', uid: 'me' },
    traceId: 'trace',
    createdAt,
    activityId: `me_request-${n}`,
    uid: 'me',
    operation: 'image',
    model,
    quantity: { images: 1 },
    costUsdMicros: 0,
    catalogVersion: 1,
    priceMicros: 5_000_000,
  });
  return { id: `usage-me_request-${n}`, value };
}

function rowsOf(csv: string): Row[] {
  const { data, errors } = Papa.parse<Row>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
    delimiter: ',',
  });
  expect(errors).toEqual([]);
  return data;
}

test('every amount comes back to the micro', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), { maxLength: 30 }), (amounts) => {
      const movements = amounts.map((totalMicros, n) => usage(n, { totalMicros }));
      const rows = rowsOf(movementsCsv({ movements, balances: null, timeZone: 'UTC' }));
      const read = rows.map(({ amount_credits = '' }) => Math.round(Number(amount_credits) * 1e6));
      expect(read).toEqual(amounts.toReversed());
    }),
  );
});

test('no text begins a formula, and negative amounts stay numbers', () => {
  const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x'];
  const movements = dangerous.map((model, n) => usage(n, { model, totalMicros: -2_500_000 }));
  const rows = rowsOf(movementsCsv({ movements, balances: null, timeZone: 'UTC' }));
  for (const { model, amount_credits } of rows) {
    expect(model).toMatch(/^'/);
    expect(amount_credits).toBe('-2.5');
  }
});

test('commas, quotes and line breaks survive, and lines end as RFC 4180 says', () => {
  const model = 'a "quoted", two-line\nname';
  const csv = movementsCsv({ movements: [usage(1, { model })], balances: null, timeZone: 'UTC' });
  expect(rowsOf(csv)[0]?.model).toBe(model);
  expect(csv.split('\r\n')).toHaveLength(3);
});

test('times are given in UTC and in the time zone that is stated', () => {
  const createdAt = new Date('2026-07-01T22:30:00Z');
  const [row] = rowsOf(
    movementsCsv({ movements: [usage(1, { createdAt })], balances: null, timeZone: 'Europe/Berlin' }),
  );
  expect(row).toMatchObject({
    time_utc: '2026-07-01T22:30:00.000Z',
    time_local: '2026-07-02 00:30:00',
    time_zone: 'Europe/Berlin',
  });
});

test('the balance is left out where movements have gaps', () => {
  const movements = [usage(2), usage(1)];
  const after = { balanceMicros: 7_000_000, debtMicros: 0 };
  const balances = new Map(movements.map(({ id }) => [id, after]));
  const [whole] = rowsOf(movementsCsv({ movements, balances, timeZone: 'UTC' }));
  const [filtered] = rowsOf(movementsCsv({ movements, balances: null, timeZone: 'UTC' }));
  expect(whole?.balance_after_credits).toBe('7');
  expect(filtered).not.toHaveProperty('balance_after_credits');
});
