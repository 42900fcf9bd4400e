import { addFigures } from './add-figures.ts';
import {
  type CreditsDay,
  type DayOf,
  type InsightTopic,
  insightTopics,
  type MoneyDay,
  type UsageDay,
} from './day-figures.ts';
import type { BalanceChange, InsightBalances, InsightSettings } from './insight-documents.ts';
import type { DayRange } from './insight-ranges.ts';
import { daysOf } from './zoned-time.ts';

/** Figures by day; a day on which nothing happened may be absent. */
export type DaysOf<T extends InsightTopic> = Readonly<Record<string, DayOf<T>>>;

/** The data that a page has read: the days of all months that its ranges touch. */
export interface InsightData {
  readonly usage: DaysOf<'usage'>;
  readonly credits: DaysOf<'credits'>;
  readonly money: DaysOf<'money'>;
  readonly balances: InsightBalances;
  readonly settings: InsightSettings;
}

export function emptyDay<T extends InsightTopic>(topic: T): DayOf<T> {
  return insightTopics[topic].parse({}) as DayOf<T>;
}

/** Adds up the days of a range. Distinct counts, such as `activeAccounts`, mean nothing in the sum. */
export function sumDays<T extends InsightTopic>(topic: T, days: DaysOf<T>, range: DayRange): DayOf<T> {
  const sum = emptyDay(topic);
  for (const day of daysOf(range)) if (days[day]) addFigures(sum, days[day]);
  return sum;
}

/** Returns each day of a range, quiet days too, for a chart. */
export function seriesOf<T extends InsightTopic>(
  topic: T,
  days: DaysOf<T>,
  range: DayRange,
): { readonly day: string; readonly figures: DayOf<T> }[] {
  return daysOf(range).map((day) => ({ day, figures: days[day] ?? emptyDay(topic) }));
}

export interface InsightSums {
  readonly usage: UsageDay;
  readonly credits: CreditsDay;
  readonly money: MoneyDay;
}

export function sumRange(data: InsightData, range: DayRange): InsightSums {
  return {
    usage: sumDays('usage', data.usage, range),
    credits: sumDays('credits', data.credits, range),
    money: sumDays('money', data.money, range),
  };
}

/** Adds up all balances through a month. */
export function balancesThrough(balances: InsightBalances, month: string): BalanceChange {
  const sum: BalanceChange = { outstanding: {}, debtMicros: 0, liability: {} };
  for (const [one, change] of Object.entries(balances)) if (one <= month) addFigures(sum, change);
  return sum;
}
