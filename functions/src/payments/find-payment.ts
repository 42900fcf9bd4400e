import { Payment } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/documents.ts';
import { orNull } from './ask-stripe.ts';
import type { PaymentServices } from './payment-services.ts';

/** Which payment something at Stripe belongs to. */
export interface PaymentKey {
  readonly accountId: string;
  readonly paymentId: string;
}

/** What is written on things at Stripe, so that their events say whose they are. */
export function metadataOf({ accountId, paymentId }: PaymentKey): { accountId: string; paymentId: string } {
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

function keyIn(metadata: unknown): PaymentKey | null {
  const { accountId, paymentId } = (metadata ?? {}) as Record<string, unknown>;
  if (typeof accountId !== 'string' || typeof paymentId !== 'string') return null;
  return isId(accountId) && isId(paymentId) ? { accountId, paymentId } : null;
}

/** Whether it can be the id of a document: another app may write what it likes under the same names. */
function isId(text: string): boolean {
  return text !== '' && text.length <= 300 && !text.includes('/') && !/^\.{1,2}$|^__.*__$/.test(text);
}
