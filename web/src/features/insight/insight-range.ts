import {
  addDays,
  type DayRange,
  daysBetween,
  isWholeMonth,
  monthOf,
  rangeBefore,
  rangeNamed,
  rangeOfMonth,
} from '@firemeter/functions/contract';
import { z } from 'zod';
import { urlText } from '../../lib/page/url-state.ts';

/** The ways to choose a range. */
const rangeChoices = ['today', '7-days', '30-days', 'month', 'custom'] as const;

/** A custom range is at most so long: each month of it is read. */
const MAX_DAYS = 366;

/** The state that pages with figures keep in their address. */
export const rangeSearch = z.object({
  range: z.enum(rangeChoices).catch('30-days'),
  /** Such as `2026-01`; empty: the current one. */
  month: urlText,
  /** Such as `2026-01-31`. */
  from: urlText,
  to: urlText,
  compare: z.boolean().catch(true),
});
export type RangeSearch = z.infer<typeof rangeSearch>;

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const isMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** Returns the days of an address. Invalid values are replaced by the nearest valid ones. */
export function readRange(search: RangeSearch, today: string): DayRange {
  switch (search.range) {
    case 'month':
      return rangeOfMonth(isMonth(search.month) ? search.month : monthOf(today));
    case 'custom':
      return customRange(search, today);
    default:
      return rangeNamed(search.range, today);
  }
}

function customRange({ from, to }: RangeSearch, today: string): DayRange {
  const last = isDay(to) ? to : today;
  const first = isDay(from) ? from : addDays(last, -29);
  const [early, late] = first <= last ? [first, last] : [last, first];
  return { from: daysBetween(early, late) < MAX_DAYS ? early : addDays(late, 1 - MAX_DAYS), to: late };
}

/**
 * Returns the range to compare with. A range that is still going on is compared with as many days as have passed of it, so that
 * half a month is not held against a whole one.
 */
export function readRangeBefore(range: DayRange, today: string): DayRange {
  const before = rangeBefore(range);
  if (!isWholeMonth(range) || range.to <= today || range.from > today) return before;
  const passed = daysBetween(range.from, today);
  const last = addDays(before.from, passed);
  return { from: before.from, to: last < before.to ? last : before.to };
}
