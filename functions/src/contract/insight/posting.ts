import type { ClosedMonth } from './insight-documents.ts';
import { createZone, monthOf, nextMonth } from './zoned-time.ts';

/** The day that a fact counts on. */
export interface Posted {
  readonly day: string;
  readonly hour: string;
  /** It came after its month was closed, and counts on the first open day. */
  readonly isLate: boolean;
}

export type Posting = (ownMs: number, recordedMs: number) => Posted;

/**
 * Returns the day on which a fact counts, in a time zone. A month that was closed before a fact was recorded stays unchanged: the
 * fact posts to the first day that was open then. The day depends on the fact and the closings alone, so it never changes.
 */
export function createPosting(timeZone: string, closed: readonly ClosedMonth[]): Posting {
  const zone = createZone(timeZone);
  return (ownMs, recordedMs) => {
    const { day, hour } = zone(ownMs);
    const month = monthOf(day);
    const before = closed.filter(({ throughMs }) => throughMs <= recordedMs);
    const last = before.reduce((latest, one) => (one.month > latest ? one.month : latest), '');
    if (month > last) return { day, hour, isLate: false };
    return { day: `${nextMonth(last)}-01`, hour, isLate: true };
  };
}
