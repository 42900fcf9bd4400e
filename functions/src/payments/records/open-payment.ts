import { AppError, type Bought, type Payment } from '../../contract/index.ts';
import { type Booking, type Command, NO_OP, type NoOp } from '../../meter/commands.ts';
import { type Known, paymentCommand } from '../payment-command.ts';
import { newBilling } from './new-billing.ts';

/** Returns a payment that is not paid yet. */
export function newPayment(
  known: Pick<
    Payment,
    'accountId' | 'uid' | 'via' | 'currency' | 'amountCents' | 'catalogVersion' | 'termsVersion'
  > & {
    bought: Bought;
    traceId: string;
  },
): Omit<Payment, 'createdAt'> {
  return {
    schemaVersion: 1,
    ...known,
    paidCents: null,
    state: 'open',
    failure: null,
    sessionId: null,
    paymentIntentId: null,
    invoiceId: null,
    receiptUrl: null,
    lot: null,
    entryId: null,
    reversals: {},
    refundedCents: 0,
    refundsAsked: {},
    revokedMicros: 0,
    paidAt: null,
  };
}

interface Order {
  readonly payment: Omit<Payment, 'createdAt'>;
  readonly customerId: string;
}

/** Returns the command that records a payment. */
export function openPayment({
  accountId,
  paymentId,
  ...facts
}: Order & { readonly accountId: string; readonly paymentId: string }): Command<'book'> {
  return paymentCommand({ accountId, paymentId, reducer: 'recordPayment', facts });
}

/**
 * Records a payment, once, with its customer at Stripe. Rejects it with `suspended`, `idempotency-conflict`, or
 * `already-settled` when it has been paid.
 */
export function recordPayment(
  { payment: stored, billing, account }: Known,
  { payment, customerId }: Order,
  nowMs: number,
): Booking | NoOp | AppError {
  if (stored && !isSame(stored, payment)) return conflict();
  if (stored && (stored.paidAt !== null || stored.state === 'processing')) return settled();
  if (stored) return NO_OP;
  if (account?.status === 'suspended') return new AppError('suspended');
  const documents = {
    payment: { ...payment, createdAt: nowMs },
    billing: { ...(billing ?? newBilling(payment.uid)), customerId },
  };
  return { moves: [], documents };
}

type Purchase = Pick<Payment, 'uid' | 'bought' | 'currency'>;

function isSame(a: Purchase, b: Purchase): boolean {
  const name = ({ bought }: Pick<Payment, 'bought'>) => (bought.kind === 'pack' ? bought.pack : bought.plan);
  if (a.uid !== b.uid) return false;
  return a.bought.kind === b.bought.kind && name(a) === name(b) && a.currency === b.currency;
}

function settled(): AppError {
  return new AppError('already-settled', { reason: 'paid' });
}

function conflict(): AppError {
  return new AppError('idempotency-conflict', { reason: 'purchase' });
}
