import { type Account, creditsBehind, type LotDescriptor, type Payment } from '../../contract/index.ts';
import type { Booking } from '../../meter/commands.ts';
import { isDisputed, reversedCents } from './payment-facts.ts';

type Moves = Booking['moves'][number][];

interface SettledAt {
  readonly paymentId: string;
  /** The refund, dispute or payment that was told of: entries are named after it. */
  readonly cause: string;
  readonly account: Account | null;
  /** Whether another payment of the same lot is disputed: it stays frozen for that. */
  readonly isFrozenByOther?: boolean;
  readonly nowMs: number;
}

/**
 * The moves by which an account's credits follow what is known of a payment, however it came to be known: granted when
 * it is paid, taken back with what is refunded or lost, set aside while it is disputed.
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
  // What has expired, or was closed by a renewal, is gone already, and nobody owes it.
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
  // A lot that is not frozen is not thawed: the decider knows.
  moves.push({ kind: isDisputed(payment) || isFrozenByOther ? 'freeze' : 'unfreeze', lot, cause, ...moved });
  return { payment: settled, moves };
}

/** By what the account says of the lot, whose expiry is put off while the account is suspended. */
function isOver({ lotId, expiresAtMs }: LotDescriptor, account: Account | null, nowMs: number): boolean {
  if (account?.closedLots?.some((closed) => closed.lotId === lotId)) return true;
  const lot = account?.lots.find((one) => one.lotId === lotId);
  if (lot && account?.status === 'suspended') return false;
  const untilMs = lot ? lot.expiresAtMs : expiresAtMs;
  return untilMs !== null && untilMs <= nowMs;
}

/** The credits of a plan are granted month by month, elsewhere. */
function toPackLot({ bought }: Payment, paymentId: string, nowMs: number): LotDescriptor | null {
  if (bought.kind !== 'pack') return null;
  const lotId = `purchase-${paymentId}`;
  return { lotId, source: 'purchase', grantedAtMs: nowMs, expiresAtMs: null, paymentId };
}
