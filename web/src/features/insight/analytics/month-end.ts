import {
  addFigures,
  currencyTotals,
  type DayRange,
  type InsightData,
  MoneyFlows,
  rollForward,
  roundToCents,
  seriesOf,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { centsNumber, microcentsNumber } from '../amount-texts.ts';

interface Of {
  range: DayRange;
  currency: string;
}

/** The movements of one source's liability in a range, in the units of its currency. */
export interface RollForward {
  source: string;
  opening: number;
  sales: number;
  captured: number;
  lapsed: number;
  debtRepaid: number;
  unlimited: number;
  refundedUnspent: number;
  disputedUnspent: number;
  closing: number;
}

/** Returns the movements of the liability in a range, by source, and of all sources together at the end. */
export function rollForwardOf(data: InsightData, { range, currency }: Of): RollForward[] {
  const bySource = Map.groupBy(
    rollForward(data, range).filter((row) => row.currency === currency),
    ({ source }) => source,
  );
  const all = [...bySource].map(([source, rows]) => {
    const flows = MoneyFlows.parse({});
    for (const row of rows) addFigures(flows, row.flows);
    return {
      source,
      flows,
      opening: rows[0]?.openingMicrocents ?? 0,
      closing: rows.at(-1)?.closingMicrocents ?? 0,
    };
  });
  if (all.length === 0) return [];
  const sum = { source: 'all', flows: MoneyFlows.parse({}), opening: 0, closing: 0 };
  for (const { source: _, ...row } of all) addFigures(sum, row);
  return [...all, sum].map(({ source, flows, opening, closing }) => ({
    source,
    opening: microcentsNumber(opening, currency),
    sales: microcentsNumber(flows.sales, currency),
    captured: microcentsNumber(flows.revenueCaptured, currency),
    lapsed: microcentsNumber(flows.revenueLapsed, currency),
    debtRepaid: microcentsNumber(flows.revenueDebtRepaid, currency),
    unlimited: microcentsNumber(flows.revenueUnlimited, currency),
    refundedUnspent: microcentsNumber(flows.refundedUnspent, currency),
    disputedUnspent: microcentsNumber(flows.disputedUnspent, currency),
    closing: microcentsNumber(closing, currency),
  }));
}

/** An entry of a journal: an amount goes from one account of the books to another. */
export interface JournalEntry {
  day: string;
  debit: string;
  credit: string;
  amount: number;
  source: string;
}

/** Between which accounts of the books a flow moves: debit and credit. */
const entries = {
  sales: [t`Stripe balance`, t`Deferred revenue`],
  revenueCaptured: [t`Deferred revenue`, t`Revenue: credits used`],
  revenueLapsed: [t`Deferred revenue`, t`Revenue: credits lapsed`],
  revenueDebtRepaid: [t`Deferred revenue`, t`Revenue: debt repaid`],
  revenueUnlimited: [t`Deferred revenue`, t`Revenue: Unlimited plan`],
  refundedUnspent: [t`Deferred revenue`, t`Stripe balance`],
  refundedSpent: [t`Refunds of spent credits`, t`Stripe balance`],
  disputedUnspent: [t`Deferred revenue`, t`Stripe balance`],
  disputedSpent: [t`Disputes of spent credits`, t`Stripe balance`],
} satisfies Record<keyof MoneyFlows, readonly [string, string]>;

/** Taxes and fees, which are no part of the liability and belong to no source: debit and credit. */
const cashEntries = {
  tax: [t`Stripe balance`, t`Tax payable`],
  taxReturned: [t`Tax payable`, t`Stripe balance`],
  paymentFees: [t`Payment fees`, t`Stripe balance`],
  disputeFees: [t`Dispute fees`, t`Stripe balance`],
} satisfies Record<string, readonly [string, string]>;

/**
 * Returns the journal of a range: for each day and source, the movements between accounts of the books. What it moves on the
 * Stripe balance is what Stripe should have moved.
 */
export function journalOf(data: InsightData, of: Of): JournalEntry[] {
  const all = [...liabilityEntries(data, of), ...cashEntriesOf(data, of)];
  return all.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
}

function cashEntriesOf({ money }: InsightData, { range, currency }: Of): JournalEntry[] {
  return seriesOf('money', money, range).flatMap(({ day, figures }) => {
    const { taxCents = 0, refundedCents = 0, disputedCents = 0 } = figures.currencies[currency] ?? {};
    const flows = currencyTotals(figures, currency);
    const backMicrocents =
      flows.refundedUnspent + flows.refundedSpent + flows.disputedUnspent + flows.disputedSpent;
    const cents = {
      tax: taxCents,
      taxReturned: refundedCents + disputedCents - roundToCents(backMicrocents),
      paymentFees: figures.paymentFees[currency] ?? 0,
      disputeFees: figures.disputeFees[currency] ?? 0,
    };
    return Object.entries(cashEntries).flatMap(([name, [debit, credit]]) => {
      const amount = centsNumber(cents[name as keyof typeof cents], currency);
      return amount === 0 ? [] : [{ day, debit, credit, amount, source: '' }];
    });
  });
}

function liabilityEntries(data: InsightData, { range, currency }: Of): JournalEntry[] {
  return rollForward(data, range)
    .filter((row) => row.currency === currency)
    .flatMap(({ day, source, flows }) =>
      Object.entries(entries).flatMap(([flow, [debit, credit]]) => {
        const amount = microcentsNumber(flows[flow as keyof MoneyFlows], currency);
        return amount === 0 ? [] : [{ day, debit, credit, amount, source }];
      }),
    );
}
