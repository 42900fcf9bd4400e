import { DAY_MS } from '@firemeter/functions/contract';
import { type Forecast, forecastSpending, learnSpending } from '../../lib/forecast/forecast-spending.ts';
import { forecastRunOut } from '../../lib/forecast/run-out.ts';
import { spendingByDay, type UsageEntry } from '../../lib/spending/spending.ts';
import { monthNamed } from '../../lib/texts/month-range.ts';

/** The month with its spending so far, and the days on which credits run out; null: not within a year. */
export interface Outlook {
  readonly month: Forecast;
  readonly runOut: {
    readonly earliestMs: number | null;
    readonly likelyMs: number | null;
    readonly latestMs: number | null;
  };
}

const learnedDays = 90;

interface OutlookAt {
  readonly availableMicros: number;
  /** The start of today. */
  readonly todayMs: number;
  readonly nowMs: number;
}

/** Learns from the days before today, and forecasts the rest of the month. @returns null if there is not enough data */
export function outlookOf(
  entries: readonly UsageEntry[],
  { availableMicros, todayMs, nowMs }: OutlookAt,
): Outlook | null {
  const days = spendingByDay(entries, { fromMs: todayMs - learnedDays * DAY_MS, untilMs: todayMs });
  const weekday = new Date(todayMs).getDay();
  const model = learnSpending(
    days.map(({ micros }) => micros),
    weekday,
  );
  if (!model) return null;
  const { fromMs, untilMs } = monthNamed(undefined, todayMs);
  const daysLeft = Math.round((untilMs - todayMs) / DAY_MS);
  const spentMicros = entries
    .filter(({ createdAt }) => createdAt >= fromMs)
    .reduce((sum, { totalMicros }) => sum - totalMicros, 0);
  const firstDay = Math.min(1, Math.max(0, 1 - (nowMs - todayMs) / DAY_MS));
  const rest = forecastSpending(model, { days: daysLeft, weekday, firstDay });
  const { earliestDays, likelyDays, latestDays } = forecastRunOut(model, { availableMicros, weekday });
  const dayIn = (ahead: number | null) => (ahead === null ? null : todayMs + (ahead - 1) * DAY_MS);
  return {
    month: {
      lowMicros: spentMicros + rest.lowMicros,
      medianMicros: spentMicros + rest.medianMicros,
      highMicros: spentMicros + rest.highMicros,
    },
    runOut: { earliestMs: dayIn(earliestDays), likelyMs: dayIn(likelyDays), latestMs: dayIn(latestDays) },
  };
}
