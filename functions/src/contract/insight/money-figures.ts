import { addFigures } from './add-figures.ts';
import { MICROCENTS, type MoneyDay, MoneyFlows } from './day-figures.ts';
import type { InsightBalances } from './insight-documents.ts';
import type { DayRange } from './insight-ranges.ts';
import { balancesThrough, type DaysOf, seriesOf, sumDays } from './sum-days.ts';
import { addDays, monthOf, previousMonth } from './zoned-time.ts';

/** Returns all that was recognized as revenue, in microcents. */
export function revenueOf(flows: MoneyFlows): number {
  return flows.revenueCaptured + flows.revenueLapsed + flows.revenueDebtRepaid + flows.revenueUnlimited;
}

/** Returns a day's change of the liability for paid credits and time that were not used, in microcents. */
export function liabilityChange(flows: MoneyFlows): number {
  return flows.sales - revenueOf(flows) - flows.refundedUnspent - flows.disputedUnspent;
}

/** Adds up the sources of a currency. */
export function currencyTotals({ currencies }: MoneyDay, currency: string): MoneyFlows {
  const sum = MoneyFlows.parse({});
  for (const flows of Object.values(currencies[currency]?.sources ?? {})) addFigures(sum, flows);
  return sum;
}

export function roundToCents(microcents: number): number {
  return Math.round(microcents / MICROCENTS);
}

export interface RollForwardRow {
  readonly day: string;
  readonly currency: string;
  readonly source: string;
  readonly openingMicrocents: number;
  readonly flows: MoneyFlows;
  readonly closingMicrocents: number;
}

/**
 * Returns the liability of each day of a range, by currency and source: opening + sales − recognized − refunds of unspent =
 * closing. The days must hold all days of the first month up to the range: its opening follows from the months before.
 */
export function rollForward(
  { money, balances }: { readonly money: DaysOf<'money'>; readonly balances: InsightBalances },
  range: DayRange,
): RollForwardRow[] {
  const open = openingLiability({ money, balances }, range.from);
  const rows: RollForwardRow[] = [];
  for (const { day, figures } of seriesOf('money', money, range)) {
    for (const key of new Set([...open.keys(), ...placesOf(figures)])) {
      const [currency = '', source = ''] = key.split('\n');
      const flows = figures.currencies[currency]?.sources[source] ?? MoneyFlows.parse({});
      const openingMicrocents = open.get(key) ?? 0;
      const closingMicrocents = openingMicrocents + liabilityChange(flows);
      open.set(key, closingMicrocents);
      rows.push({ day, currency, source, openingMicrocents, flows, closingMicrocents });
    }
  }
  return rows;
}

/** Returns the liability at the end of a day, by currency and source, in microcents. */
export function liabilityAt(
  known: { readonly money: DaysOf<'money'>; readonly balances: InsightBalances },
  day: string,
): { readonly currency: string; readonly source: string; readonly microcents: number }[] {
  return [...openingLiability(known, addDays(day, 1))].map(([key, microcents]) => {
    const [currency = '', source = ''] = key.split('\n');
    return { currency, source, microcents };
  });
}

function openingLiability(
  { money, balances }: { readonly money: DaysOf<'money'>; readonly balances: InsightBalances },
  day: string,
): Map<string, number> {
  const open = new Map<string, number>();
  const monthBefore = previousMonth(monthOf(day));
  for (const [currency, sources] of Object.entries(balancesThrough(balances, monthBefore).liability)) {
    for (const [source, ages] of Object.entries(sources)) {
      open.set(
        `${currency}\n${source}`,
        Object.values(ages).reduce((sum, one) => sum + one, 0),
      );
    }
  }
  const daysBefore = sumDays('money', money, { from: `${monthOf(day)}-01`, to: addDays(day, -1) });
  for (const key of placesOf(daysBefore)) {
    const [currency = '', source = ''] = key.split('\n');
    const flows = daysBefore.currencies[currency]?.sources[source];
    if (flows) open.set(key, (open.get(key) ?? 0) + liabilityChange(flows));
  }
  return open;
}

function placesOf({ currencies }: MoneyDay): string[] {
  return Object.entries(currencies).flatMap(([currency, { sources }]) =>
    Object.keys(sources).map((source) => `${currency}\n${source}`),
  );
}

export interface AgedLiability {
  readonly currency: string;
  readonly source: string;
  /** The month in which the credits were granted; `unallotted`: paid time whose credits are still to come. */
  readonly granted: string;
  readonly microcents: number;
}

/** Returns the liability at the end of a month, or as it is in the current one, by currency, source and age. */
export function liabilityByAge(balances: InsightBalances, month: string): AgedLiability[] {
  const { liability } = balancesThrough(balances, month);
  return Object.entries(liability).flatMap(([currency, sources]) =>
    Object.entries(sources).flatMap(([source, ages]) =>
      Object.entries(ages).flatMap(([granted, microcents]) =>
        microcents === 0 ? [] : [{ currency, source, granted, microcents }],
      ),
    ),
  );
}
