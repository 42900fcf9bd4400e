import type { InsightTopic } from './day-figures.ts';
import { accountsDocumentId, INSIGHT_BALANCES, INSIGHT_HEAD, monthDocumentId } from './insight-documents.ts';
import { addDays, daysBetween, daysOf, lastDayOf, monthOf, nextMonth } from './zoned-time.ts';

/** Days in the operator's time zone, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

export type RangeName = 'today' | '7-days' | '30-days' | 'month';

/** Returns a range that ends today; `month`: the calendar month of today. */
export function rangeNamed(name: RangeName, today: string): DayRange {
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case '7-days':
      return { from: addDays(today, -6), to: today };
    case '30-days':
      return { from: addDays(today, -29), to: today };
    case 'month':
      return rangeOfMonth(monthOf(today));
  }
}

export function rangeOfMonth(month: string): DayRange {
  return { from: `${month}-01`, to: lastDayOf(month) };
}

/** Returns the range to compare with: of a whole month the month before, of others as many days before. */
export function rangeBefore({ from, to }: DayRange): DayRange {
  if (isWholeMonth({ from, to })) return rangeOfMonth(monthOf(addDays(from, -1)));
  return { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) };
}

export function isWholeMonth({ from, to }: DayRange): boolean {
  return from === `${monthOf(from)}-01` && to === lastDayOf(monthOf(from));
}

export function monthsOf({ from, to }: DayRange): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = nextMonth(month)) months.push(month);
  return months;
}

/** Returns the ids of the documents in `insights` with the sums of some ranges; `system_config/insight` comes to these. */
export function documentsOfSums(
  ranges: readonly DayRange[],
  topics: readonly InsightTopic[] = ['usage', 'credits', 'money'],
): string[] {
  const months = new Set(ranges.flatMap(monthsOf));
  const packed = [...months].sort().flatMap((month) => topics.map((topic) => monthDocumentId(topic, month)));
  return [INSIGHT_HEAD, INSIGHT_BALANCES, ...packed];
}

/** Returns the ids of the documents in `insights` with the accounts' figures of a range: one for each whole month. */
export function documentsOfAccounts(range: DayRange): string[] {
  return monthsOf(range).flatMap((month) => {
    const whole = rangeOfMonth(month);
    const from = range.from > whole.from ? range.from : whole.from;
    const to = range.to < whole.to ? range.to : whole.to;
    if (from === whole.from && to === whole.to) return [accountsDocumentId(month)];
    return daysOf({ from, to }).map(accountsDocumentId);
  });
}
