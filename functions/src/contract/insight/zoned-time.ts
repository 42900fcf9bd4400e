import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '../time.ts';

/** A day such as `2026-01-31`, and a month such as `2026-01`, in the operator's time zone. */
export const InsightDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const InsightMonth = z.string().regex(/^\d{4}-\d{2}$/);

const MONTH_LENGTH = 'yyyy-mm'.length;
/** Offsets of time zones change at full quarters of an hour only. */
const QUARTER_MS = 15 * MINUTE_MS;
const MAX_CACHED = 100_000;

/** Returns whether a name is an IANA time zone that this runtime knows, such as `Asia/Kolkata`. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export interface ZonedTime {
  readonly day: string;
  /** `00` to `23`, as clocks showed it: an hour that a change of the clocks repeats counts as one. */
  readonly hour: string;
}

/** Returns a function that converts a time to the day and hour in a time zone. @throws RangeError for an unknown zone */
export function createZone(timeZone: string): (ms: number) => ZonedTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' },
  });
  const known = new Map<number, ZonedTime>();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS);
    const cached = known.get(quarter);
    if (cached) return cached;
    const parts = new Map(format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, value]));
    const day = [parts.get('year')?.padStart(4, '0'), parts.get('month'), parts.get('day')].join('-');
    const time = { day, hour: parts.get('hour') ?? '00' };
    if (known.size >= MAX_CACHED) known.clear();
    known.set(quarter, time);
    return time;
  };
}

/** Returns the first moment of a day in a time zone. */
export function firstMsOf(day: string, timeZone: string): number {
  const zone = createZone(timeZone);
  let ms = Date.parse(day) - DAY_MS;
  while (zone(ms).day < day) ms += QUARTER_MS;
  return ms;
}

export function monthOf(day: string): string {
  return day.slice(0, MONTH_LENGTH);
}

/** Returns the day that is so many days later, or earlier. Days are dates of a calendar: no clock changes among them. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** Returns how many days after one day another is. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

export function nextMonth(month: string): string {
  return monthOf(addDays(`${month}-28`, 4));
}

export function previousMonth(month: string): string {
  return monthOf(addDays(`${month}-01`, -1));
}

export function lastDayOf(month: string): string {
  return addDays(`${nextMonth(month)}-01`, -1);
}

/** Returns all days from one to another, both included. */
export function daysOf({ from, to }: { readonly from: string; readonly to: string }): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}

/** Returns the day of the week: 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay() || 7;
}
