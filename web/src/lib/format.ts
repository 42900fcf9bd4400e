import { exactCredits, MICROS_PER_CREDIT, MINUTE_MS, SECOND_MS } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';

/** "1 credit", "2.5 credits": every decimal there is, so that a price is never shown as less and amounts add up. */
export function creditsText(micros: number): string {
  const credits = exactCredits(micros);
  return plural(micros / MICROS_PER_CREDIT, { one: `${credits} credit`, other: `${credits} credits` });
}

/** A duration as it is read while it runs: "0.8 s", "12 s", "2 m 05 s". */
export function durationText(ms: number): string {
  if (ms < 10 * SECOND_MS) return t`${(Math.max(0, ms) / SECOND_MS).toFixed(1)} s`;
  if (ms < MINUTE_MS) return t`${Math.floor(ms / SECOND_MS)} s`;
  const minutes = Math.floor(ms / MINUTE_MS);
  return t`${minutes} m ${String(Math.floor((ms % MINUTE_MS) / SECOND_MS)).padStart(2, '0')} s`;
}

/** How long until something: "42 s", "3 m 20 s", "23 h 59 m". */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND_MS));
  const two = (part: number) => String(part).padStart(2, '0');
  if (seconds < 60) return t`${seconds} s`;
  if (seconds < 3_600) return t`${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return t`${Math.floor(seconds / 3_600)} h ${two(Math.floor(seconds / 60) % 60)} m`;
}

/** A place in something that plays: "0:07", "1:02:09". */
export function playTimeText(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
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
  if (days === 0) return t`Today`;
  if (days === 1) return t`Yesterday`;
  return day.format(ms);
}

export function startOfDayMs(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}
