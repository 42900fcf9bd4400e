import {
  addDays,
  type DayRange,
  daysOf,
  lastDayOf,
  monthOf,
  previousMonth,
  rangeOfMonth,
  weekdayOf,
} from '@firemeter/functions/contract';
import { type Forecast, forecastSpending, learnSpending } from '../../../lib/forecast/forecast-spending.ts';

/** A figure of the current month: how far it is, how far it was a month before, and what it is expected to come to. */
export interface MonthProjection {
  soFar: number;
  /** The month before: after as many days, and in all. */
  beforeSoFar: number;
  before: number;
  /** The whole month, the part that is over included; null: not enough data. */
  projected: Forecast | null;
  days: ProjectedDay[];
}

/** The sums from the first of the month through a day; null where there is nothing to show. */
export interface ProjectedDay {
  day: string;
  actual: number | null;
  low: number | null;
  median: number | null;
  high: number | null;
  before: number | null;
}

interface ProjectionOf {
  /** Returns the figure of a day. */
  figureOf: (day: string) => number;
  /** The day that figures have come to. */
  today: string;
  /** The share of that day that is in the figures, 0 to 1. */
  dayShare: number;
}

/** Returns the days that a projection is made from: the month before, and the current month. */
export function projectionRange(today: string): DayRange {
  return { from: rangeOfMonth(previousMonth(monthOf(today))).from, to: lastDayOf(monthOf(today)) };
}

/** Learns from the days since the first of the month before, and forecasts the rest of the month. */
export function projectMonth({ figureOf, today, dayShare }: ProjectionOf): MonthProjection {
  const month = daysOf(rangeOfMonth(monthOf(today)));
  const earlier = daysOf(rangeOfMonth(previousMonth(monthOf(today))));
  const passed = month.filter((day) => day <= today);
  const weekday = weekdayOf(today) % 7;
  const past = daysOf({ from: earlier[0] ?? today, to: addDays(today, -1) });
  const model = learnSpending(past.map(figureOf), weekday);
  const soFar = sum(passed.map(figureOf));
  const ahead = (days: number): Forecast | null => {
    if (!model) return null;
    const rest = forecastSpending(model, { days, weekday, firstDay: 1 - dayShare });
    return {
      lowMicros: soFar + rest.lowMicros,
      medianMicros: soFar + rest.medianMicros,
      highMicros: soFar + rest.highMicros,
    };
  };
  const sums = runningSums(month.map(figureOf));
  const sumsBefore = runningSums(earlier.map(figureOf));
  return {
    soFar,
    beforeSoFar: sumsBefore[Math.min(passed.length, earlier.length) - 1] ?? 0,
    before: sumsBefore.at(-1) ?? 0,
    projected: ahead(month.length - passed.length + 1),
    days: month.map((day, index) => {
      const forecast = day < today ? null : ahead(index - passed.length + 2);
      return {
        day,
        actual: day <= today ? (sums[index] ?? 0) : null,
        low: forecast?.lowMicros ?? null,
        median: forecast?.medianMicros ?? null,
        high: forecast?.highMicros ?? null,
        before: sumsBefore[index] ?? null,
      };
    }),
  };
}

function runningSums(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => {
    total += value;
    return total;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
