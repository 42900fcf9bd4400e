import { expect, test } from 'vitest';
import { invoiceTerm } from './invoice-term.ts';

const DAY = 86_400;

interface Line {
  amount: number;
  price?: string;
  days: readonly [number, number];
  proration?: boolean;
  isItem?: boolean;
}

function invoiceOf(...lines: Line[]) {
  const data = lines.map(({ amount, price = 'price_plus', days, proration = false, isItem = true }) => ({
    amount,
    period: { start: days[0] * DAY, end: days[1] * DAY },
    pricing: { price_details: { price } },
    parent: { subscription_item_details: isItem ? { proration } : null },
  }));
  return { lines: { data } };
}

const ms = (days: number) => days * DAY * 1_000;

test('an invoice pays for the stretch on its line, a trial that costs nothing too', () => {
  const term = { kind: 'period', priceId: 'price_plus', startMs: 0, endMs: ms(30) };
  expect(invoiceTerm(invoiceOf({ amount: 1_900, days: [0, 30] }))).toEqual(term);
  expect(invoiceTerm(invoiceOf({ amount: 0, days: [0, 30] }))).toEqual(term);
});

test('an upgrade pays for the rest of the stretch, whichever line the credit stands on', () => {
  const credit = { amount: -950, days: [15, 30], proration: true } as const;
  const more = { amount: 2_450, price: 'price_max', days: [15, 30], proration: true } as const;
  const term = { kind: 'upgrade', priceId: 'price_max', startMs: ms(15), endMs: ms(30) };
  expect(invoiceTerm(invoiceOf(credit, more))).toEqual(term);
  expect(invoiceTerm(invoiceOf(more, credit))).toEqual(term);
});

test('a change to paying by the year, or a change billed with a renewal, is a stretch of its own', () => {
  const credit = { amount: -950, days: [15, 30], proration: true } as const;
  const more = { amount: 100, price: 'price_max', days: [15, 30], proration: true } as const;
  const year = { amount: 19_000, price: 'price_year', days: [15, 380] } as const;
  expect(invoiceTerm(invoiceOf(credit, more, year))).toMatchObject({
    kind: 'period',
    priceId: 'price_year',
    startMs: ms(15),
  });
});

test('what is for no plan pays for none', () => {
  expect(invoiceTerm(invoiceOf({ amount: 500, days: [0, 0], isItem: false }))).toBeNull();
  expect(invoiceTerm(invoiceOf({ amount: -500, days: [0, 30], proration: true }))).toBeNull();
});
