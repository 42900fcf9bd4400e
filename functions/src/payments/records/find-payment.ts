import { AccountId, DocumentId, Payment } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { PaymentServices } from '../payment-services.ts';
import { orNull } from '../stripe/call-stripe.ts';

/** The key of the payment that an object at Stripe belongs to. */
export interface PaymentKey {
  readonly accountId: string;
  readonly paymentId: string;
}

/** Returns the metadata for objects at Stripe, from which their events are matched to a payment. */
export function toMetadata({ accountId, paymentId }: PaymentKey): { accountId: string; paymentId: string } {
  return { accountId, paymentId };
}

/**
 * Finds the payment that an object at Stripe belongs to: by its metadata, otherwise by the payment intent that it
 * names, known here or at Stripe; null: not one of ours.
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

/** Reads a key from metadata. Another app may use the same names, so an object with an invalid id isn't ours. */
function keyIn(metadata: unknown): PaymentKey | null {
  const { accountId, paymentId } = (metadata ?? {}) as Record<string, unknown>;
  if (typeof accountId !== 'string' || typeof paymentId !== 'string') return null;
  const isKey = AccountId.safeParse(accountId).success && DocumentId.safeParse(paymentId).success;
  return isKey ? { accountId, paymentId } : null;
}
