import type Stripe from 'stripe';
import { AppError } from '../../contract/index.ts';
import { type PaymentKey, toMetadata } from '../records/find-payment.ts';
import type { PaymentFact } from '../records/payment-facts.ts';
import { refundFact } from '../refunds-and-disputes/on-refund.ts';
import { callStripe, orNull } from '../stripe/call-stripe.ts';
import { SubscriptionObject } from '../stripe/plan-shapes.ts';
import { isRejection } from '../stripe/stripe-error.ts';
import { Refund } from '../stripe/stripe-shapes.ts';
import { readAnswer } from '../stripe/stripe-values.ts';
import { parsePlanChoice } from './plan-choice.ts';

/** Subscriptions that were never paid don't count. */
const NEVER_PAID: readonly string[] = ['incomplete', 'incomplete_expired'];

/** Lists all subscriptions of a customer to plans of this app, ended ones too. */
export async function plansAtStripe(stripe: Stripe, customer: string): Promise<SubscriptionObject[]> {
  const { data } = await stripe.subscriptions.list({ customer, status: 'all', limit: 100 });
  return data.flatMap((found) => {
    const subscription = readAnswer(SubscriptionObject, found);
    const [item] = subscription.items.data;
    return item && subscription.metadata.accountId && parsePlanChoice(item.price) ? [subscription] : [];
  });
}

/** Returns whether another plan ran when this one was bought, which no later event changes. */
export function isSecondPlan(
  subscription: Pick<SubscriptionObject, 'id' | 'created'>,
  all: readonly Pick<SubscriptionObject, 'id' | 'created' | 'ended_at' | 'status'>[],
): boolean {
  const { id, created } = subscription;
  return all.some((other) => {
    const isOlder = other.created < created || (other.created === created && other.id < id);
    const ranThen = other.ended_at === null || other.ended_at > created;
    return isOlder && ranThen && !NEVER_PAID.includes(other.status);
  });
}

/** Ends a plan that was bought while another ran, and refunds it, each once however often it is retried. */
export async function endSecondPlan(
  stripe: Stripe,
  second: {
    subscription: SubscriptionObject;
    paymentIntentId: string | null;
    paidCents: number;
    key: PaymentKey;
  },
): Promise<{ refund: Extract<PaymentFact, { kind: 'reversal' }> | null }> {
  const { subscription, paymentIntentId, paidCents, key } = second;
  if (subscription.status !== 'canceled') {
    await orNull(
      stripe.subscriptions.cancel(subscription.id, {}, { idempotencyKey: `second-${subscription.id}` }),
    );
  }
  if (paymentIntentId === null || paidCents === 0) return { refund: null };
  const refund = await refundOnce(stripe, { paymentIntentId, key });
  return { refund: refund && refundFact(readAnswer(Refund, refund)) };
}

/**
 * Refunds a payment once. Returns null if an admin was faster or the bank decides; the event of that refund or dispute
 * books it.
 */
async function refundOnce(
  stripe: Stripe,
  { paymentIntentId, key }: { paymentIntentId: string; key: PaymentKey },
): Promise<Stripe.Refund | null> {
  const refund = { payment_intent: paymentIntentId, reason: 'duplicate', metadata: toMetadata(key) } as const;
  const idempotencyKey = `second-${paymentIntentId}`;
  try {
    return await callStripe(stripe.refunds.create(refund, { idempotencyKey }));
  } catch (error) {
    if (error instanceof AppError && error.code === 'already-settled') return null;
    throw error;
  }
}

/** Expires the open checkout pages of plans except one, so that only one of two tabs can pay. */
export async function expireOpenCheckouts(
  stripe: Stripe,
  { customer, exceptId }: { customer: string; exceptId: string | null },
): Promise<void> {
  const { data } = await stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 });
  const open = data.filter(
    ({ id, mode, status, customer: whose }) =>
      id !== exceptId && mode === 'subscription' && status === 'open' && idOf(whose) === customer,
  );
  // A page that has been paid or closed can't be expired.
  await Promise.all(
    open.map(({ id }) => callStripe(stripe.checkout.sessions.expire(id)).catch(unlessRejected)),
  );
}

function unlessRejected(error: unknown): void {
  if (!isRejection(error)) throw error;
}

function idOf(customer: Stripe.Checkout.Session['customer']): string | null {
  return typeof customer === 'object' ? (customer?.id ?? null) : customer;
}
