import type Stripe from 'stripe';
import { STRIPE_API_VERSION } from '../../../src/payments/stripe/stripe-client.ts';

/** Events shaped after Stripe's published schema (docs.stripe.com/api/events), as far as anything here reads them. */

let events = 0;

export function eventOf(
  type: string,
  object: Record<string, unknown>,
  change: Partial<Pick<Stripe.Event, 'id' | 'created' | 'livemode' | 'account'>> = {},
): Stripe.Event {
  return {
    id: `evt_${process.pid}${Date.now()}${events++}`,
    object: 'event',
    api_version: STRIPE_API_VERSION,
    created: Math.floor(Date.now() / 1_000),
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    data: { object },
    ...change,
  } as unknown as Stripe.Event;
}

/** A payment as Stripe knows it. */
export interface StripePayment {
  readonly accountId: string;
  readonly paymentId: string;
  readonly intentId: string;
  readonly amount: number;
  readonly currency: string;
}

const metadataOf = ({ accountId, paymentId }: StripePayment) => ({ accountId, paymentId });

export function sessionOf(payment: StripePayment, change: Record<string, unknown> = {}) {
  return {
    id: `cs_${payment.intentId}`,
    object: 'checkout.session',
    mode: 'payment',
    status: 'complete',
    payment_status: 'paid',
    payment_intent: payment.intentId,
    amount_subtotal: payment.amount,
    amount_total: payment.amount,
    currency: payment.currency,
    customer: 'cus_1',
    metadata: metadataOf(payment),
    livemode: false,
    ...change,
  };
}

export function intentOf(payment: StripePayment, change: Record<string, unknown> = {}) {
  const { intentId, amount, currency } = payment;
  return {
    id: intentId,
    object: 'payment_intent',
    status: 'succeeded',
    amount,
    amount_received: amount,
    currency,
    customer: 'cus_1',
    metadata: metadataOf(payment),
    last_payment_error: null,
    ...change,
  };
}

export function chargeOf(payment: StripePayment) {
  const { intentId, amount, currency } = payment;
  return {
    id: `ch_${intentId}`,
    object: 'charge',
    amount,
    currency,
    paid: true,
    payment_intent: intentId,
    receipt_url: `https://pay.stripe.com/receipts/${intentId}`,
    metadata: metadataOf(payment),
  };
}

export function refundOf(
  payment: StripePayment,
  { id, amount, status }: { id: string; amount: number; status: string },
) {
  const { intentId, currency } = payment;
  return {
    ...{ id, object: 'refund', amount, currency, status, charge: `ch_${intentId}` },
    ...{ payment_intent: intentId, reason: null, metadata: {} },
  };
}

export function disputeOf(
  payment: StripePayment,
  {
    id,
    status,
    amount = payment.amount,
    ...change
  }: {
    id: string;
    status: string;
    amount?: number;
    evidence_details?: object;
  },
) {
  const { intentId, currency } = payment;
  return {
    ...{ id, object: 'dispute', amount, currency, status, charge: `ch_${intentId}` },
    ...{ payment_intent: intentId, reason: 'fraudulent', metadata: {}, ...change },
  };
}

export function fraudWarningOf(
  { intentId }: StripePayment,
  { id, actionable = true, created = 1_790_000_000 }: { id: string; actionable?: boolean; created?: number },
) {
  return {
    ...{ id, object: 'radar.early_fraud_warning', actionable, created, charge: `ch_${intentId}` },
    ...{ fraud_type: 'made_with_stolen_card', payment_intent: intentId, livemode: false },
  };
}
