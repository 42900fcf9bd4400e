import { formatCredits, MICROS_PER_CREDIT, MINUTE_MS, SECOND_MS } from '@firemeter/functions/contract';

/** "1 credit", "2.5 credits". */
export function creditsText(micros: number): string {
  return `${formatCredits(micros)} ${micros === MICROS_PER_CREDIT ? 'credit' : 'credits'}`;
}

/** A duration as it is read while it runs: "0.8 s", "12 s", "2 m 05 s". */
export function durationText(ms: number): string {
  if (ms < 10 * SECOND_MS) return `${(Math.max(0, ms) / SECOND_MS).toFixed(1)} s`;
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  const minutes = Math.floor(ms / MINUTE_MS);
  return `${minutes} m ${String(Math.floor((ms % MINUTE_MS) / SECOND_MS)).padStart(2, '0')} s`;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

export const clockText = (ms: number) => clock.format(ms);
export const dateTimeText = (ms: number) => dayAndClock.format(ms);
export const dateText = (ms: number) => shortDay.format(ms);

/** "Today", "Yesterday" or the day's name. */
export function dayText(ms: number, nowMs: number): string {
  const days = Math.round((startOfDayMs(nowMs) - startOfDayMs(ms)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return day.format(ms);
}

export function startOfDayMs(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}
