import { type DailyModel, forecastSpending } from './forecast-spending.ts';

/** The limit of the forecast. */
const FURTHEST_DAYS = 365;

/** The number of days until credits run out; null: not within a year. */
export interface RunOut {
  readonly earliestDays: number | null;
  readonly likelyDays: number | null;
  readonly latestDays: number | null;
}

/** Forecasts when an amount will have been spent, as likely as spending itself is. */
export function forecastRunOut(
  model: DailyModel,
  { availableMicros, weekday }: { availableMicros: number; weekday: number },
): RunOut {
  const daysUntil = (quantile: 'lowMicros' | 'medianMicros' | 'highMicros'): number | null => {
    const isSpent = (days: number) => forecastSpending(model, { days, weekday })[quantile] >= availableMicros;
    if (!isSpent(FURTHEST_DAYS)) return null;
    let [low, high] = [0, FURTHEST_DAYS];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (isSpent(middle)) high = middle;
      else low = middle;
    }
    return high;
  };
  return {
    earliestDays: daysUntil('highMicros'),
    likelyDays: daysUntil('medianMicros'),
    latestDays: daysUntil('lowMicros'),
  };
}
