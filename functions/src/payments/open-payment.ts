import { AppError, type Bought, type Payment, suspended } from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import { newBilling } from './new-billing.ts';

/** A payment that nobody has paid yet. */
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

/**
 * Puts a payment on record, once, with who its account is at Stripe.
 * @throws AppError (when decided) `suspended`, `idempotency-conflict`, `already-settled` when it has been paid
 */
export function openPayment(options: {
  accountId: string;
  paymentId: string;
  payment: Omit<Payment, 'createdAt'>;
  customerId: string;
}): Command<'book'> {
  const { accountId, paymentId, payment, customerId } = options;
  return {
    kind: 'book',
    documents: { payment: paymentId, billing: accountId },
    book({ payment: stored, billing, account }, nowMs) {
      if (stored && !isSame(stored, payment)) return conflict();
      if (stored && (stored.paidAt !== null || stored.state === 'processing')) return settled();
      if (stored) return null;
      if (account?.status === 'suspended') return suspended();
      const documents = {
        payment: { ...payment, createdAt: nowMs },
        billing: { ...(billing ?? newBilling(payment.uid)), customerId },
      };
      return { moves: [], documents };
    },
  };
}

function isSame(a: Pick<Payment, 'bought' | 'currency'>, b: Pick<Payment, 'bought' | 'currency'>): boolean {
  const name = ({ bought }: Pick<Payment, 'bought'>) => (bought.kind === 'pack' ? bought.pack : bought.plan);
  return a.bought.kind === b.bought.kind && name(a) === name(b) && a.currency === b.currency;
}

function settled(): AppError {
  return new AppError('already-settled', 'This has been paid already. Look at your payments.');
}

function conflict(): AppError {
  return new AppError(
    'idempotency-conflict',
    'This request id was used for another purchase. Make a new one.',
  );
}
