import { DAY_MS, HOUR_MS, MINUTE_MS } from '@firemeter/functions/contract';

interface Schedule {
  readonly schedule: string;
  readonly everyMs: number;
}

/** Returns when a job runs next: of a daily one at its time of day (UTC), of another one so long after it ran last. */
export function nextRunMs(
  { schedule, everyMs }: Schedule,
  { lastStartMs, nowMs }: { lastStartMs: number; nowMs: number },
): number {
  const [, hour, minute] =
    /^every day (\d\d):(\d\d)$/.exec(schedule) ?? /^\*\/\d+ (\d+)-\d+ \* \* \*$/.exec(schedule) ?? [];
  if (hour === undefined) return lastStartMs + everyMs;
  const todayMs = nowMs - (nowMs % DAY_MS) + Number(hour) * HOUR_MS + Number(minute ?? 0) * MINUTE_MS;
  return todayMs > nowMs ? todayMs : todayMs + DAY_MS;
}
