import {
  exactCredits as exact,
  MICROS_PER_CREDIT,
  MINUTE_MS,
  formatCredits as rounded,
  SECOND_MS,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { formatLocale } from '../language/locale.ts';

/** An amount of credits with every decimal that it has, as it is written in the language that is shown. */
export const exactCredits = (micros: number) => exact(micros, formatLocale);
/** An amount of credits that stands by itself: at most three decimals. */
export const formatCredits = (micros: number) => rounded(micros, formatLocale);

/** "1 credit", "2.5 credits": every decimal there is, so that a price is never shown as less and amounts add up. */
export function creditsText(micros: number): string {
  const credits = exactCredits(micros);
  return plural(micros / MICROS_PER_CREDIT, { one: `${credits} credit`, other: `${credits} credits` });
}

const numbers = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 6 });
const percents = new Intl.NumberFormat(formatLocale, { style: 'percent' });
const tenths = new Intl.NumberFormat(formatLocale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const alternatives = new Intl.ListFormat(formatLocale, { type: 'disjunction' });
const enumeration = new Intl.ListFormat(formatLocale, { type: 'conjunction' });
const collator = new Intl.Collator(formatLocale, { numeric: true });

/** "12,500", "12.500". */
export const numberText = (value: number) => numbers.format(value);
/** "1.0", "1,0": always one decimal. */
export const tenthsText = (value: number) => tenths.format(value);
/** A share as a percentage: "12%", "12 %". */
export const percentText = (share: number) => percents.format(share);
/** "4, 6 or 8". */
export const orText = (all: readonly string[]) => alternatives.format(all);
/** "images, videos and music". */
export const andText = (all: readonly string[]) => enumeration.format(all);
/** Puts texts in the order of the language that is shown. */
export const compareTexts = (a: string, b: string) => collator.compare(a, b);
/** "1,024 × 768". */
export const pixelsText = (width: number, height: number) => `${numberText(width)} × ${numberText(height)}`;

/** "1,024 tokens". */
export const tokensText = (count: number) => t`${numberText(count)} tokens`;

/** "4 s". */
export const secondsText = (seconds: number) => t`${numberText(seconds)} s`;

/** A duration as it is read while it runs: "0.8 s", "12 s", "2 m 05 s". */
export function durationText(ms: number): string {
  if (ms < 10 * SECOND_MS) return t`${tenthsText(Math.max(0, ms) / SECOND_MS)} s`;
  if (ms < MINUTE_MS) return secondsText(Math.floor(ms / SECOND_MS));
  const minutes = Math.floor(ms / MINUTE_MS);
  return t`${minutes} m ${twoDigits(Math.floor((ms % MINUTE_MS) / SECOND_MS))} s`;
}

/** How long until something: "42 s", "3 m 20 s", "23 h 59 m". */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND_MS));
  if (seconds < 60) return secondsText(seconds);
  if (seconds < 3_600) return t`${Math.floor(seconds / 60)} m ${twoDigits(seconds % 60)} s`;
  return t`${Math.floor(seconds / 3_600)} h ${twoDigits(Math.floor(seconds / 60) % 60)} m`;
}

const twoDigits = (part: number) => String(part).padStart(2, '0');

/** A place in something that plays: "0:07", "1:02:09". */
export function playTimeText(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`
    : `${minutes}:${twoDigits(seconds % 60)}`;
}

const clock = new Intl.DateTimeFormat(formatLocale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayAndClock = new Intl.DateTimeFormat(formatLocale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(formatLocale, { weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short', year: 'numeric' });
const momentParts = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
const moment = new Intl.DateTimeFormat(formatLocale, momentParts);
const momentOfYear = new Intl.DateTimeFormat(formatLocale, { ...momentParts, year: 'numeric' });
const month = new Intl.DateTimeFormat(formatLocale, { month: 'long', year: 'numeric' });

export const clockText = (ms: number) => clock.format(ms);
export const dateTimeText = (ms: number) => dayAndClock.format(ms);
/** "Jan 31, 2:05 PM", with the year where it is another one: when something happened, in a list. */
export const momentText = (ms: number, nowMs: number) =>
  (new Date(ms).getFullYear() === new Date(nowMs).getFullYear() ? moment : momentOfYear).format(ms);
export const dateText = (ms: number) => shortDay.format(ms);
/** "January 2026". */
export const monthText = (ms: number) => month.format(ms);

/** "Today", "Yesterday" or the day's name. */
export function dayText(ms: number, nowMs: number): string {
  const days = Math.round((startOfDayMs(nowMs) - startOfDayMs(ms)) / 86_400_000);
  if (days === 0) return t`Today`;
  if (days === 1) return t`Yesterday`;
  return day.format(ms);
}

export function startOfDayMs(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}
