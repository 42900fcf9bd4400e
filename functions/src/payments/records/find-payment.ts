import { AccountId, DocumentId, Payment } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/documents.ts';
import type { PaymentServices } from '../payment-services.ts';
import { orNull } from '../stripe/call-stripe.ts';

/** Which payment something at Stripe belongs to. */
export interface PaymentKey {
  readonly accountId: string;
  readonly paymentId: string;
}

/** What is written on things at Stripe, so that their events say whose they are. */
export function toMetadata({ accountId, paymentId }: PaymentKey): { accountId: string; paymentId: string } {
  return { accountId, paymentId };
}

/**
 * The payment that something at Stripe is about: by what is written on it, else by the payment intent it names, as it is
 * known here or, before it is, at Stripe. Null: it is none of ours.
 */
export async function findPayment(
  { db, stripe }: Pick<PaymentServices, 'db' | 'stripe'>,
  named: { metadata?: unknown; paymentIntentId?: string | null | undefined },
): Promise<PaymentKey | null> {
  const written = keyIn(named.metadata);
  const { paymentIntentId } = named;
  if (written || !paymentIntentId) return written;
  const { docs } = await collection(db, 'payments')
    .where('paymentIntentId', '==', paymentIntentId)
    .limit(1)
    .get();
  const [found] = docs;
  const payment = found && decodeDocument(Payment, found);
  if (payment) return { accountId: payment.value.accountId, paymentId: found.id };
  const { paymentIntents } = await stripe();
  return keyIn((await orNull(paymentIntents.retrieve(paymentIntentId)))?.metadata);
}

/** Another app may write what it likes under the same names: what is no id names none of ours. */
function keyIn(metadata: unknown): PaymentKey | null {
  const { accountId, paymentId } = (metadata ?? {}) as Record<string, unknown>;
  if (typeof accountId !== 'string' || typeof paymentId !== 'string') return null;
  const isKey = AccountId.safeParse(accountId).success && DocumentId.safeParse(paymentId).success;
  return isKey ? { accountId, paymentId } : null;
}
