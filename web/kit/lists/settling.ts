import type { JoinedList, Stretch } from './joined-list.ts';
import { isBelow, type Position } from './position.ts';

/**
 * How far a list is settled. What comes while the window moves on can land below it unseen: it is of the same
 * millisecond, or its commit took long. So each stretch that slid out of the window is read once more a while later.
 */
export interface Settling {
  /** Everything at or below it is as it was read; null: nothing has been. */
  readonly settled: Position | null;
  /** Where the window ended when it was last looked at: what slid out by then is old enough now. */
  readonly mark: Position | null;
}

export const unsettled: Settling = { settled: null, mark: null };

/** What is to be read again, by now. Asked for at an interval that no commit takes. */
export function toSettle(
  { settled, mark }: Settling,
  { windowEnd, tail, isComplete }: Pick<JoinedList<unknown>, 'windowEnd' | 'tail' | 'isComplete'>,
): { settling: Settling; stretch: Stretch | null } {
  if (mark === null || tail === null) return { settling: { settled, mark: windowEnd }, stretch: null };
  const known = settled === null || isBelow(settled, tail) ? tail : settled;
  // Where nothing is settled, something can have come below the tail, too.
  const through = settled === null && isComplete ? null : known;
  const stretch = isBelow(known, mark) ? { above: mark, through } : null;
  return { settling: { settled: isBelow(known, mark) ? mark : known, mark: windowEnd }, stretch };
}

/** The window reaches down to somewhere: what it holds is live, and not settled any more. */
export function reached(
  settling: Settling,
  { windowEnd, tail }: Pick<JoinedList<unknown>, 'windowEnd' | 'tail'>,
): Settling {
  const { settled } = settling;
  if (windowEnd === tail) return unsettled;
  return settled && windowEnd && isBelow(windowEnd, settled) ? { ...settling, settled: windowEnd } : settling;
}
