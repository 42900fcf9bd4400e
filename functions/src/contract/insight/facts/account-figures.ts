import { addFigures } from '../add-figures.ts';
import type { UsageDay } from '../day-figures.ts';
import {
  AccountFigures,
  CohortFigures,
  type InsightAccounts,
  type InsightCohorts,
} from '../insight-documents.ts';
import type { DayRange } from '../insight-ranges.ts';
import { type DaysOf, seriesOf } from '../sum-days.ts';
import { addDays, monthOf, weekdayOf } from '../zoned-time.ts';

/** Merges the accounts' figures of several periods: each account once. */
export function joinAccounts(periods: readonly InsightAccounts[]): InsightAccounts {
  const all: InsightAccounts = {};
  for (const period of periods) {
    for (const [accountId, figures] of Object.entries(period)) {
      all[accountId] ??= AccountFigures.parse({});
      addFigures(all[accountId], { ...figures, isGuest: 0 });
      if (figures.isGuest > 0) all[accountId].isGuest = 1;
    }
  }
  return all;
}

/** Counts distinct accounts with work that was delivered. */
export function countActive(accounts: InsightAccounts): {
  readonly accounts: number;
  readonly guests: number;
} {
  const active = Object.values(accounts).filter(({ delivered }) => delivered > 0);
  const guests = active.filter(({ isGuest }) => isGuest > 0).length;
  return { accounts: active.length - guests, guests };
}

/** Returns the accounts with the most of something, the largest first; ids break ties. */
export function topAccounts(
  accounts: InsightAccounts,
  amountOf: (figures: AccountFigures) => number,
  limit = 10,
): { readonly accountId: string; readonly amount: number; readonly figures: AccountFigures }[] {
  return Object.entries(accounts)
    .map(([accountId, figures]) => ({ accountId, amount: amountOf(figures), figures }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount || (a.accountId < b.accountId ? -1 : 1))
    .slice(0, limit);
}

export interface HeatCell {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly ended: number;
  readonly capturedMicros: number;
}

/** Returns how busy each hour of the week was, all 168 of them. */
export function heatMap(days: DaysOf<'usage'>, range: DayRange): HeatCell[] {
  const cells = Array.from({ length: 7 * 24 }, (_, index) => ({
    ...{ weekday: Math.floor(index / 24) + 1, hour: index % 24, ended: 0, capturedMicros: 0 },
  }));
  for (const { day, figures } of seriesOf('usage', days, range)) {
    for (const [hour, sum] of Object.entries(figures.hours)) {
      const cell = cells[(weekdayOf(day) - 1) * 24 + Number(hour)];
      if (cell) addFigures(cell, sum);
    }
  }
  return cells;
}

/** Returns the credits captured by a day's work, in micros. */
export function capturedMicros({ work }: Pick<UsageDay, 'work'>): number {
  return Object.values(work).reduce((sum, one) => sum + one.capturedMicros, 0);
}

/** Returns the credits captured per day of a range, in micros. */
export function burnRateMicros(days: DaysOf<'usage'>, range: DayRange): number {
  const series = seriesOf('usage', days, range);
  return series.reduce((sum, { figures }) => sum + capturedMicros(figures), 0) / Math.max(1, series.length);
}

/** Adds up cohorts of days by month, or by the Monday that began their week; oldest first. */
export function cohortsBy(
  cohorts: InsightCohorts,
  unit: 'week' | 'month',
): { readonly cohort: string; readonly figures: CohortFigures }[] {
  const sums = new Map<string, CohortFigures>();
  for (const [day, figures] of Object.entries(cohorts)) {
    const cohort = unit === 'month' ? monthOf(day) : addDays(day, 1 - weekdayOf(day));
    const sum = sums.get(cohort) ?? CohortFigures.parse({});
    addFigures(sum, figures);
    sums.set(cohort, sum);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([cohort, figures]) => ({ cohort, figures }));
}
