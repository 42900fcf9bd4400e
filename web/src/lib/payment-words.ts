import {
  assertNever,
  type Billing,
  type Bought,
  moneyText,
  type Payment,
  type PaymentState,
  type Subscription,
} from '@firemeter/functions/contract';
import { creditsText } from './format.ts';

/** "Creator pack", "Plus plan". */
export function boughtText({ kind, label }: Bought): string {
  return `${label} ${kind}`;
}

export const viaTexts: Record<Payment['via'], string> = {
  checkout: 'on Stripe’s page',
  'saved-card': 'with the saved card',
  'top-up': 'by automatic top-up',
  subscription: 'by subscription',
};

export const paymentStateTexts: Record<PaymentState, string> = {
  open: 'Not paid yet',
  processing: 'On its way',
  failed: 'Failed',
  expired: 'Left unpaid',
  paid: 'Paid',
  'partly-refunded': 'Partly refunded',
  refunded: 'Refunded',
  disputed: 'Disputed',
  'dispute-lost': 'Dispute lost',
};

/** What a state means for the person and their credits; null: there is nothing to explain. */
export function paymentStory(payment: Payment): string | null {
  const { state, currency, refundedCents, revokedMicros } = payment;
  switch (state) {
    case 'paid':
      return null;
    case 'open':
      return 'Nothing is charged until you have paid on Stripe’s page.';
    case 'processing':
      return 'Your bank is at work, which can take days. The credits come the moment the money has arrived.';
    case 'failed':
      return `${failureText(payment.failure)} Nothing was charged.`;
    case 'expired':
      return 'The payment page was left. Nothing was charged.';
    case 'partly-refunded':
    case 'refunded': {
      const credits = `${creditsText(revokedMicros)} ${revokedMicros === 1_000_000 ? 'was' : 'were'}`;
      return `${moneyText(refundedCents, currency)} went back to where it came from, and ${credits} taken back for it.`;
    }
    case 'disputed':
      return 'The bank was asked to take this payment back. What is left of its credits is frozen until it has decided.';
    case 'dispute-lost':
      return `The bank took this payment back, and ${creditsText(revokedMicros)} with it.`;
    default:
      return assertNever(state);
  }
}

/** Why a payment failed, in Stripe's word, as a sentence. */
function failureText(failure: string | null): string {
  switch (failure) {
    case 'card_declined':
      return 'The bank declined the card.';
    case 'authentication_required':
      return 'The bank wants you to confirm the payment yourself: pay on Stripe’s page.';
    case 'expired_card':
      return 'The card has expired.';
    case 'insufficient_funds':
      return 'There was not enough money behind the card.';
    default:
      return 'The payment did not go through.';
  }
}

export const subscriptionTexts: Record<Subscription['status'], string> = {
  incomplete: 'Waiting for the first payment',
  trialing: 'Trial',
  active: 'Active',
  'past-due': 'Payment failed',
  unpaid: 'Unpaid',
  cancelled: 'Ended',
};

/** A plan that a person has, paid or not; one that never began or has ended leaves room for another. */
export function currentSubscription(billing: Billing | null | undefined): Subscription | null {
  const subscription = billing?.subscription;
  if (!subscription || subscription.status === 'incomplete' || subscription.status === 'cancelled')
    return null;
  return subscription;
}

/** Every plan that a person has: two when one was bought in each of two tabs. */
export function currentSubscriptions(billing: Billing | null): Subscription[] {
  const others = (billing?.otherSubscriptions ?? []).map(({ subscription }) => subscription);
  return [currentSubscription(billing), ...others].filter((one) => one !== null);
}

export const stoppedTexts: Record<NonNullable<Billing['topUpState']['stopped']>, string> = {
  declined: 'Your bank declined the card, so top-ups were turned off.',
  'authentication-required':
    'Your bank wants you to confirm payments yourself, so top-ups were turned off. Buy the pack on Stripe’s page.',
  'no-card': 'There was no saved card, so top-ups were turned off.',
  'no-pack': 'The pack is no longer sold, so top-ups were turned off.',
  'no-answer':
    'A charge was never answered, so top-ups were turned off. Look at your payments before you turn them on.',
};

/** "Visa •••• 4242". */
export function cardText({ brand, last4 }: NonNullable<Billing['card']>): string {
  return `${brand.charAt(0).toUpperCase()}${brand.slice(1)} •••• ${last4}`;
}
