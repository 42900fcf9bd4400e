import { DAY_MS, MINUTE_MS } from '../time.ts';

/** Minutes since midnight from which and until which a user gets no e-mail; the end may be on the next day. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Digests are sent at this minute of the day, in the user's time zone. */
const DIGEST_MINUTE = 9 * 60;

interface LocalTime {
  /** `2026-01-31` */
  readonly day: string;
  readonly minute: number;
}

/** Returns when a user's quiet hours are over; the time itself if they aren't in them. */
export function afterQuietHours(
  ms: number,
  { timeZone, quietHours }: { readonly timeZone: string; readonly quietHours: QuietHours | null },
): number {
  if (!quietHours || quietHours.from === quietHours.to) return ms;
  const { from, to } = quietHours;
  const { day, minute } = localTime(ms, timeZone);
  const isOvernight = from > to;
  const isQuiet = isOvernight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!isQuiet) return ms;
  const endsTomorrow = isOvernight && minute >= from;
  return Math.max(ms, instantOf(endsTomorrow ? nextDay(day) : day, to, timeZone));
}

/** Returns the next digest of a user: its day, of which there is one digest, and its time. */
export function nextDigest(ms: number, timeZone: string): { readonly day: string; readonly atMs: number } {
  const { day } = localTime(ms, timeZone);
  const todayMs = instantOf(day, DIGEST_MINUTE, timeZone);
  if (todayMs > ms) return { day, atMs: todayMs };
  return digestAfter(day, timeZone);
}

/** Returns the digest of the day after a day. */
export function digestAfter(day: string, timeZone: string): { readonly day: string; readonly atMs: number } {
  const next = nextDay(day);
  return { day: next, atMs: instantOf(next, DIGEST_MINUTE, timeZone) };
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** Returns the time at which clocks show a minute of a day; if they skip it, the time by which they have. */
function instantOf(day: string, minute: number, timeZone: string): number {
  const wantedMs = Date.parse(day) + minute * MINUTE_MS;
  const guessMs = wantedMs - offsetMs(wantedMs, timeZone);
  const exactMs = wantedMs - offsetMs(guessMs, timeZone);
  const shown = localTime(exactMs, timeZone);
  return shown.day === day && shown.minute === minute ? exactMs : Math.max(guessMs, exactMs);
}

/** Returns how far clocks are ahead of UTC. */
function offsetMs(ms: number, timeZone: string): number {
  const { day, minute } = localTime(ms, timeZone);
  return Date.parse(day) + minute * MINUTE_MS - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

function localTime(ms: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const day = [parts.get('year'), parts.get('month'), parts.get('day')].join('-');
  return { day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  formats.set(timeZone, made);
  return made;
}
