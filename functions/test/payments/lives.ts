import fc from 'fast-check';
import type Stripe from 'stripe';
import {
  chargeOf,
  disputeOf,
  eventOf,
  intentOf,
  refundOf,
  type StripePayment,
  sessionOf,
} from '../support/payments/stripe-events.ts';

/** What becomes of a payment. */
export interface Life {
  readonly payment: 'paid' | 'declined-then-paid' | 'paid-late' | 'failed-late' | 'left';
  readonly refunds: readonly { readonly percent: number; readonly fails: boolean }[];
  readonly dispute: 'none' | 'open' | 'won' | 'lost' | 'lost-then-won';
}

export const life: fc.Arbitrary<Life> = fc.record({
  payment: fc.constantFrom('paid', 'paid', 'declined-then-paid', 'paid-late', 'failed-late', 'left'),
  refunds: fc.array(fc.record({ percent: fc.constantFrom(30, 50, 20), fails: fc.boolean() }), {
    maxLength: 2,
  }),
  dispute: fc.constantFrom('none', 'none', 'open', 'won', 'lost', 'lost-then-won'),
});

/** What Stripe tells of it, in the order in which it happens. */
export function eventsOf(payment: StripePayment, { payment: how, refunds, dispute }: Life): Stripe.Event[] {
  const session = (type: string, change = {}) =>
    eventOf(`checkout.session.${type}`, sessionOf(payment, change));
  const intent = (type: string, change = {}) => eventOf(`payment_intent.${type}`, intentOf(payment, change));
  const declined = { last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' } };
  if (how === 'left') {
    return [session('expired', { status: 'expired', payment_status: 'unpaid', payment_intent: null })];
  }
  const before = how === 'declined-then-paid' ? [intent('payment_failed', declined)] : [];
  const unpaid = { payment_status: 'unpaid' };
  const isLate = how === 'paid-late' || how === 'failed-late';
  const delayed = isLate ? [session('completed', unpaid), intent('processing')] : [];
  if (how === 'failed-late') {
    return [...delayed, intent('payment_failed', declined), session('async_payment_failed', unpaid)];
  }
  return [
    ...before,
    ...delayed,
    intent('succeeded'),
    eventOf('charge.succeeded', chargeOf(payment)),
    session(isLate ? 'async_payment_succeeded' : 'completed'),
    ...refunds.flatMap(({ percent, fails }, index) => {
      const refund = {
        id: `re_${payment.intentId}_${index}`,
        amount: Math.floor((payment.amount * percent) / 100),
      };
      const told = (type: string, status: string) =>
        eventOf(`refund.${type}`, refundOf(payment, { ...refund, status }));
      return fails
        ? [told('created', 'pending'), told('updated', 'succeeded'), told('failed', 'failed')]
        : [told('created', 'pending'), told('updated', 'succeeded')];
    }),
    ...disputesOf(payment, dispute),
  ];
}

function disputesOf(payment: StripePayment, end: Life['dispute']): Stripe.Event[] {
  if (end === 'none') return [];
  const told = (type: string, status: string) =>
    eventOf(`charge.dispute.${type}`, disputeOf(payment, { id: `dp_${payment.intentId}`, status }));
  const begun = [told('created', 'needs_response'), told('funds_withdrawn', 'needs_response')];
  if (end === 'open') return begun;
  const closed = told('closed', end === 'won' ? 'won' : 'lost');
  const paidBack = end === 'lost' ? [] : [told('funds_reinstated', 'won')];
  return [...begun, told('updated', 'under_review'), closed, ...paidBack];
}

/** What has to be left of the credits of a payment, by what was sold and what has become of it. */
export function lotLeft(payment: StripePayment, { payment: how, refunds, dispute }: Life, micros: number) {
  if (how === 'left' || how === 'failed-late') return null;
  const refunded = refunds.map(({ percent, fails }) =>
    fails ? 0 : Math.floor((payment.amount * percent) / 100),
  );
  const lost = dispute === 'lost' ? payment.amount : 0;
  const back = Math.min(payment.amount, lost + refunded.reduce((sum, amount) => sum + amount, 0));
  const remainingMicros = micros - Math.floor((micros * back) / payment.amount);
  const frozen = dispute === 'open';
  return remainingMicros > 0 || frozen
    ? { lotId: `purchase-${payment.paymentId}`, remainingMicros, frozen }
    : null;
}

/** Whether the credits of a payment were ever disputed. */
export function isDisputed({ payment, dispute }: Life): boolean {
  return dispute !== 'none' && payment !== 'left' && payment !== 'failed-late';
}
