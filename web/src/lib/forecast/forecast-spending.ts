import { gammaQuantile } from './gamma-quantile.ts';

/** Spending to come: it lies between the first and the last with a probability of 80%. */
export interface Forecast {
  readonly lowMicros: number;
  readonly medianMicros: number;
  readonly highMicros: number;
}

/** A user's spending habits, as far as they are known. */
export interface DailyModel {
  /** Of a day. */
  readonly meanMicros: number;
  /** Expected share of an average day, by day of the week: Sunday is 0. They average to 1. */
  readonly weekday: readonly number[];
  /** The variance of days around their expected value. */
  readonly dayVariance: number;
  /** The chance that nothing is used, by day of the week. */
  readonly quiet: readonly number[];
  /** The variance of the mean, as a share of it, squared. */
  readonly meanVariance: number;
}

/** The fewest days of use that allow a forecast. */
export const LEAST_ACTIVE_DAYS = 7;

/** The number of days after which a day counts half as much. */
const halfLifeDays = 18;
/** The weight of the prior for weekdays, in weeks. */
const weekdayDoubt = 3;
/** Busy days come in clusters: a sum of days varies by this factor more than independent days would. */
const clustering = 1.7;
/** The lower bound of the variance of a sum of days, as a share of it, squared. */
const leastVariance = 0.01;
/** The daily drift of the level, as a share of it, squared. */
const driftPerDay = 0.005;

/**
 * Learns a user's spending.
 * @param days captured credits of each day, oldest first, ending with yesterday; days without use are 0
 * @param nextWeekday the day of the week that follows the last of them
 * @returns null where there are fewer than seven days of use: not enough data
 */
export function learnSpending(days: readonly number[], nextWeekday: number): DailyModel | null {
  const first = days.findIndex((micros) => micros > 0);
  if (days.filter((micros) => micros > 0).length < LEAST_ACTIVE_DAYS) return null;
  const known = days.slice(first).map((micros, index, all) => {
    const ago = all.length - index;
    return { micros, weight: 0.5 ** (ago / halfLifeDays), weekday: mod7(nextWeekday - ago) };
  });
  const weights = sumOf(known, ({ weight }) => weight);
  const meanMicros = sumOf(known, ({ micros, weight }) => micros * weight) / weights;
  const weekday = weekdayShares(known, meanMicros);
  const dayVariance =
    sumOf(
      known,
      ({ micros, weight, weekday: day }) => weight * (micros - meanMicros * (weekday[day] ?? 1)) ** 2,
    ) / weights;
  const quiet = quietShares(known);
  const effectiveDays = weights ** 2 / sumOf(known, ({ weight }) => weight ** 2);
  const meanVariance = (clustering * dayVariance) / effectiveDays / meanMicros ** 2;
  return { meanMicros, weekday, dayVariance, quiet, meanVariance };
}

interface Ahead {
  readonly days: number;
  /** The day of the week of the first of them. */
  readonly weekday: number;
  /** The rest of the first day, 0 to 1. */
  readonly firstDay?: number;
}

/** Forecasts the spending from now on over a number of days. */
export function forecastSpending(model: DailyModel, { days, weekday, firstDay = 1 }: Ahead): Forecast {
  const { meanMicros, dayVariance, meanVariance } = model;
  const daysLeft = Math.max(0, days - 1 + firstDay);
  if (days === 0 || daysLeft === 0) return { lowMicros: 0, medianMicros: 0, highMicros: 0 };
  const ahead = Array.from({ length: days }, (_, n) => {
    const day = mod7(weekday + n);
    const part = n === 0 ? firstDay : 1;
    return { share: part * (model.weekday[day] ?? 1), quiet: (model.quiet[day] ?? 0) ** part };
  });
  const mean = meanMicros * sumOf(ahead, ({ share }) => share);
  const noUse = ahead.reduce((chance, { quiet }) => chance * quiet, 1);
  const spread = clusteredVariance(dayVariance, daysLeft);
  const levelVariance = mean ** 2 * (meanVariance + driftPerDay * (daysLeft + 1) * 0.5);
  return quantilesOf({ mean, variance: spread + levelVariance, noUse });
}

/** A few days vary as they do by themselves; over more of them, busy and quiet spells add to it. */
function clusteredVariance(dayVariance: number, days: number): number {
  return days * dayVariance * (1 + (clustering - 1) * Math.max(0, 1 - 1 / days));
}

/** A gamma distribution beside the chance that nothing is used at all. */
function quantilesOf({ mean, variance, noUse }: { mean: number; variance: number; noUse: number }): Forecast {
  const usedMean = mean / (1 - noUse);
  const usedVariance = Math.max(
    (variance + mean ** 2) / (1 - noUse) - usedMean ** 2,
    usedMean ** 2 * leastVariance,
  );
  const shape = usedMean ** 2 / usedVariance;
  const scale = usedVariance / usedMean;
  const at = (probability: number) =>
    probability <= noUse ? 0 : Math.round(scale * gammaQuantile(shape, (probability - noUse) / (1 - noUse)));
  return { lowMicros: at(0.1), medianMicros: at(0.5), highMicros: at(0.9) };
}

type Known = { readonly micros: number; readonly weight: number; readonly weekday: number };

/** Shrunk towards 1: two weeks can't distinguish a Tuesday from a Thursday. */
function weekdayShares(known: readonly Known[], meanMicros: number): number[] {
  const raw = Array.from({ length: 7 }, (_, weekday) => {
    const own = known.filter((one) => one.weekday === weekday);
    const weight = sumOf(own, (one) => one.weight);
    return (
      (sumOf(own, (one) => (one.weight * one.micros) / meanMicros) + weekdayDoubt) / (weight + weekdayDoubt)
    );
  });
  const average = sumOf(raw, (share) => share) / 7;
  return raw.map((share) => share / average);
}

/** Shrunk towards the share of all days. */
function quietShares(known: readonly Known[]): number[] {
  const quietWeight = (days: readonly Known[]) =>
    sumOf(days, ({ micros, weight }) => (micros === 0 ? weight : 0));
  const overall = quietWeight(known) / sumOf(known, ({ weight }) => weight);
  return Array.from({ length: 7 }, (_, weekday) => {
    const own = known.filter((one) => one.weekday === weekday);
    const weight = sumOf(own, (one) => one.weight);
    return (quietWeight(own) + weekdayDoubt * overall) / (weight + weekdayDoubt);
  });
}

function mod7(day: number): number {
  return ((day % 7) + 7) % 7;
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}
