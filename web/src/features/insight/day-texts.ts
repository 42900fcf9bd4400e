import type { DayRange } from '@firemeter/functions/contract';
import { formatLocale } from '../../lib/language/locale.ts';

/** Days of a calendar have no time zone: they are written as the days of UTC. */
const utc = { timeZone: 'UTC' } as const;
const long = new Intl.DateTimeFormat(formatLocale, {
  ...utc,
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const short = new Intl.DateTimeFormat(formatLocale, { ...utc, day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(formatLocale, {
  ...utc,
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const month = new Intl.DateTimeFormat(formatLocale, { ...utc, month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat(formatLocale, { ...utc, weekday: 'long' });

const at = (day: string) => Date.parse(day);

const dayLongText = (day: string) => long.format(at(day));
export const dayShortText = (day: string) => short.format(at(day));
export const monthText = (text: string) => month.format(at(`${text}-01`));

/** "1 – 7 Mar 2026". */
export function rangeText({ from, to }: DayRange): string {
  return from === to ? full.format(at(from)) : full.formatRange(at(from), at(to));
}

/** Monday to Sunday. */
export const weekdayTexts: readonly string[] = Array.from({ length: 7 }, (_, index) =>
  weekday.format(Date.UTC(2024, 0, 1 + index)),
);

/** The days of a chart's axis. */
export function pointsOf(days: readonly string[]) {
  return days.map((day) => ({ key: day, short: dayShortText(day), long: dayLongText(day) }));
}
