import {
  type Account,
  creditsBehind,
  type LotDescriptor,
  netPaidCents,
  type Payment,
  unitValueOf,
} from '../../contract/index.ts';
import type { Booking } from '../../meter/commands.ts';
import { isDisputed, reversedCents } from './payment-facts.ts';

type Moves = Booking['moves'][number][];

interface SettledAt {
  readonly paymentId: string;
  /** The refund, dispute or payment after which entries are named. */
  readonly cause: string;
  readonly account: Account | null;
  /** Whether another payment of the same lot is disputed. Then the lot stays frozen. */
  readonly isFrozenByOther?: boolean;
  readonly nowMs: number;
}

/**
 * Returns the moves that bring an account's credits in line with a payment: granted when it is paid, revoked when it is
 * refunded or lost, and frozen while it is disputed.
 */
export function settlePayment(
  payment: Payment,
  { paymentId, cause, account, isFrozenByOther = false, nowMs }: SettledAt,
): { payment: Payment; moves: Moves } {
  if (payment.paidAt === null) return { payment, moves: [] };
  const moves: Moves = [];
  const { bought, traceId } = payment;
  const settled = { ...payment, lot: payment.lot ?? toPackLot(payment, paymentId, nowMs) };
  const { lot } = settled;
  const moved = { actor: { kind: 'system', uid: null }, traceId, audit: null } as const;
  if (lot && !payment.lot) {
    settled.entryId = lot.lotId;
    const reason = `Bought: ${bought.label}`;
    moves.push({ kind: 'grant', entryId: lot.lotId, lot, amountMicros: bought.micros, reason, ...moved });
  }
  // Credits that have expired, or that a renewal has closed, are gone already and create no debt.
  if (!lot || isOver(lot, account, nowMs)) return { payment: settled, moves };

  const dueMicros = creditsBehind(payment, reversedCents(payment));
  const takenMicros = dueMicros - payment.revokedMicros;
  settled.revokedMicros = dueMicros;
  if (takenMicros > 0) {
    const entryId = `take-back-${cause}`;
    const reason = `Taken back: ${bought.label}`;
    moves.push({ kind: 'revoke', entryId, lot, amountMicros: takenMicros, reason, ...moved });
  }
  if (takenMicros < 0) {
    const entryId = `give-back-${cause}`;
    const reason = `Given back: ${bought.label}`;
    moves.push({ kind: 'grant', entryId, lot, amountMicros: -takenMicros, reason, ...moved });
  }
  // The decider ignores an unfreeze of a lot that is not frozen.
  moves.push({ kind: isDisputed(payment) || isFrozenByOther ? 'freeze' : 'unfreeze', lot, cause, ...moved });
  return { payment: settled, moves };
}

/**
 * Returns whether a lot is over. Uses the account's lot, because its expiry is postponed while the account is
 * suspended.
 */
function isOver({ lotId, expiresAtMs }: LotDescriptor, account: Account | null, nowMs: number): boolean {
  if (account?.closedLots?.some((closed) => closed.lotId === lotId)) return true;
  const lot = account?.lots.find((one) => one.lotId === lotId);
  if (lot && account?.status === 'suspended') return false;
  const untilMs = lot ? lot.expiresAtMs : expiresAtMs;
  return untilMs !== null && untilMs <= nowMs;
}

/** Returns the lot of a pack; null for a plan, whose credits are granted month by month. */
function toPackLot(payment: Payment, paymentId: string, nowMs: number): LotDescriptor | null {
  const { bought, currency } = payment;
  if (bought.kind !== 'pack') return null;
  const lotId = `purchase-${paymentId}`;
  const unitValue = unitValueOf(netPaidCents(payment), { micros: bought.micros, currency });
  const facts = { grantedAtMs: nowMs, expiresAtMs: null, paymentId, ...(unitValue && { unitValue }) };
  return { lotId, source: 'purchase', ...facts };
}
