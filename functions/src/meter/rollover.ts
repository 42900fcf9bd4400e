import {
  type ClosedLot,
  type DrawnLot,
  hasLapsed,
  isSpendable,
  type LotDescriptor,
} from '../contract/index.ts';
import { type Cause, logged, type Moved, movement, type Owner, total } from './books.ts';
import type { Command, Written } from './commands.ts';
import { restore, split, takeFrom } from './lots.ts';

type Follows = Command<'grant'>['follows'];

/**
 * Closes the lot that a new one follows: its credits roll over up to a cap, and the rest lapses. Credits held from it
 * are treated likewise when they are released. A lot that is frozen, has expired, or can't be spent while its account
 * is suspended is left alone.
 */
export function closeLot(owner: Owner, follows: Follows | null, followedBy: LotDescriptor) {
  const { lots, closedLots, status } = owner.account;
  const lot = lots.find(({ lotId }) => lotId === follows?.lotId);
  if (!follows || status === 'suspended' || (lot && !isSpendable(lot, owner.nowMs)))
    return { left: lots, carried: [], lapsed: [], closedLots };
  const { lotId } = follows;
  const all = lot ? [{ lot, amountMicros: lot.remainingMicros }] : [];
  const { kept: carried, returned: lapsed } = split(all, follows.rolloverMicros);
  const closed: ClosedLot = { lotId, followedBy, rolloverMicros: follows.rolloverMicros - total(carried) };
  const others = (closedLots ?? []).filter((one) => one.lotId !== lotId && !hasLapsed(one.followedBy, owner));
  const left = lot ? takeFrom(lots, lotId, lot.remainingMicros).lots : lots;
  return { left, carried, lapsed, closedLots: [...others, closed] };
}

/**
 * Releases credits into the lots they were drawn from, or, where another lot follows that one, by its rollover rule.
 * @param id of the activity: entries are named after it
 */
export function release(cause: Cause, id: string, returned: readonly DrawnLot[]) {
  const { account } = cause;
  const restored: DrawnLot[] = [];
  const lapsed: Moved[] = [];
  const entries: Written[] = [];
  let { closedLots } = account;
  for (const drawn of returned) {
    const carried: Moved[] = [];
    let { lot, amountMicros } = drawn;
    for (let closed = closing(cause, closedLots, lot); closed; closed = closing(cause, closedLots, lot)) {
      const overMicros = Math.min(amountMicros, closed.rolloverMicros);
      if (amountMicros > overMicros) lapsed.push({ lot, amountMicros: amountMicros - overMicros });
      closedLots = withRollover(closedLots, closed, closed.rolloverMicros - overMicros);
      amountMicros = overMicros;
      if (overMicros === 0) break;
      carried.push(
        { lot, amountMicros: 0 - overMicros },
        { lot: closed.followedBy, amountMicros: overMicros },
      );
      lot = closed.followedBy;
    }
    if (carried.length > 0) {
      const amounts = carried.toReversed();
      const reason = 'Released into the month that followed';
      entries.push(
        logged(`carry-${id}-${drawn.lot.lotId}`, { ...movement(cause, amounts), kind: 'grant', lot, reason }),
      );
    }
    if (amountMicros > 0) (hasLapsed(lot, cause) ? lapsed : restored).push({ lot, amountMicros });
  }
  return { lots: restore(account.lots, restored), closedLots, restored, lapsed, entries };
}

/** Returns how a lot was closed; null: it was not, had expired by then, or has been frozen since. */
function closing({ account }: Owner, closedLots: ClosedLot[] | null, lot: LotDescriptor): ClosedLot | null {
  const closed = closedLots?.find(({ lotId }) => lotId === lot.lotId);
  if (!closed || (lot.expiresAtMs ?? Number.POSITIVE_INFINITY) <= closed.followedBy.grantedAtMs) return null;
  return account.lots.some(({ lotId, frozen }) => lotId === lot.lotId && frozen) ? null : closed;
}

function withRollover(
  all: ClosedLot[] | null,
  closed: ClosedLot,
  rolloverMicros: number,
): ClosedLot[] | null {
  return all?.map((one) => (one.lotId === closed.lotId ? { ...one, rolloverMicros } : one)) ?? null;
}
