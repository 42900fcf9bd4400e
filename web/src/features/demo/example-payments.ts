import {
  type Billing,
  creditsToMicros,
  DAY_MS,
  type Payment,
  type PaymentState,
  TERMS_VERSION,
} from '@firemeter/functions/contract';
import type { LiveItem } from '#kit/live/live-store.ts';

const made = Date.now();

export function examplePayment(state: PaymentState, changes: Partial<Payment> = {}): LiveItem<Payment> {
  const isPaid = !['open', 'processing', 'failed', 'expired'].includes(state);
  const micros = creditsToMicros(500);
  return {
    id: `example_${state}`,
    value: {
      schemaVersion: 1,
      accountId: 'example',
      uid: 'example',
      bought: { kind: 'pack', pack: 'creator', label: 'Creator', micros },
      via: 'checkout',
      currency: 'usd',
      amountCents: 4_000,
      paidCents: isPaid ? 4_000 : null,
      state,
      failure: state === 'failed' ? 'card_declined' : null,
      catalogVersion: 1,
      termsVersion: TERMS_VERSION,
      sessionId: null,
      paymentIntentId: null,
      invoiceId: null,
      receiptUrl: null,
      lot: null,
      entryId: null,
      reversals: {},
      refundsAsked: {},
      refundedCents: state === 'refunded' ? 4_000 : state === 'partly-refunded' ? 1_000 : 0,
      revokedMicros:
        state === 'refunded' || state === 'dispute-lost'
          ? micros
          : state === 'partly-refunded'
            ? micros / 4
            : 0,
      traceId: '0'.repeat(32),
      createdAt: made - DAY_MS,
      paidAt: isPaid ? made - DAY_MS : null,
      ...changes,
    },
  };
}

type Subscription = NonNullable<Billing['subscription']>;

export function exampleSubscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    subscriptionId: 'example',
    asOfMs: made,
    plan: 'plus',
    interval: 'month',
    status: 'active',
    periodStartMs: made - 12 * DAY_MS,
    periodEndMs: made + 18 * DAY_MS,
    isCancelled: false,
    endsAtMs: null,
    next: null,
    terms: null,
    ...changes,
  };
}

export const exampleCard: NonNullable<Billing['card']> = {
  paymentMethodId: 'example',
  brand: 'visa',
  last4: '4242',
  expiresMonth: 8,
  expiresYear: 2029,
};
