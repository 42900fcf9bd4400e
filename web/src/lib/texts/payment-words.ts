import {
  assertNever,
  type Billing,
  type Bought,
  MICROS_PER_CREDIT,
  type Payment,
  type PaymentState,
  type Subscription,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { creditsText } from './format.ts';
import { moneyText } from './money-text.ts';

/** "Creator pack", "Plus plan". */
export function boughtText({ kind, label }: Bought): string {
  return kind === 'pack' ? t`${label} pack` : t`${label} plan`;
}

export const viaTexts: Record<Payment['via'], string> = {
  checkout: t`Stripe Checkout`,
  'saved-card': t`Saved card`,
  'top-up': t`Automatic top-up`,
  subscription: t`Subscription`,
};

export const paymentStateTexts: Record<PaymentState, string> = {
  open: t`Not paid yet`,
  processing: t`Processing`,
  failed: t`Failed`,
  expired: t`Abandoned`,
  paid: t`Paid`,
  'partly-refunded': t`Partly refunded`,
  refunded: t`Refunded`,
  disputed: t`Disputed`,
  'dispute-lost': t`Dispute lost`,
};

/** What a state means for the person and their credits; null: there is nothing to explain. */
export function paymentStory(payment: Payment): string | null {
  const { state, currency, refundedCents, revokedMicros } = payment;
  switch (state) {
    case 'paid':
      return null;
    case 'open':
      return t`Nothing is charged until you have paid on Stripe’s page.`;
    case 'processing':
      return t`Your bank is processing the payment, which can take days. The credits arrive once it clears.`;
    case 'failed':
      return t`${failureText(payment.failure)} Nothing was charged.`;
    case 'expired':
      return t`The payment page was closed. Nothing was charged.`;
    case 'partly-refunded':
    case 'refunded': {
      const money = moneyText(refundedCents, currency);
      const credits = creditsText(revokedMicros);
      return plural(revokedMicros / MICROS_PER_CREDIT, {
        one: `${money} was refunded to the original payment method, and ${credits} was taken back. Any that were already spent are owed.`,
        other: `${money} was refunded to the original payment method, and ${credits} were taken back. Any that were already spent are owed.`,
      });
    }
    case 'disputed':
      return t`This payment is disputed. Its remaining credits are frozen until the bank decides.`;
    case 'dispute-lost':
      return t`The bank took this payment back, and ${creditsText(revokedMicros)} with it. Any that were already spent are owed.`;
    default:
      return assertNever(state);
  }
}

/** Why a payment failed, in Stripe's word, as a sentence. */
function failureText(failure: string | null): string {
  switch (failure) {
    case 'card_declined':
      return t`The bank declined the card.`;
    case 'authentication_required':
      return t`Your bank needs you to confirm the payment: pay on Stripe’s page.`;
    case 'expired_card':
      return t`The card has expired.`;
    case 'insufficient_funds':
      return t`The card has insufficient funds.`;
    default:
      return t`The payment failed.`;
  }
}

export const subscriptionTexts: Record<Subscription['status'], string> = {
  incomplete: t`Waiting for the first payment`,
  trialing: t`Trial`,
  active: t`Active`,
  'past-due': t`Payment failed`,
  unpaid: t`Unpaid`,
  cancelled: t`Ended`,
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
  declined: t`Your bank declined the card, so top-ups were turned off.`,
  'authentication-required': t`Your bank needs you to confirm payments, so top-ups were turned off. Buy the pack on Stripe’s page.`,
  'no-card': t`There was no saved card, so top-ups were turned off.`,
  'no-pack': t`The pack is no longer sold, so top-ups were turned off.`,
  'no-answer': t`We never heard back about a charge, so top-ups were turned off. Check your payments before you turn them on.`,
};

/** "Visa •••• 4242". */
export function cardText({ brand, last4 }: NonNullable<Billing['card']>): string {
  return `${brand.charAt(0).toUpperCase()}${brand.slice(1)} •••• ${last4}`;
}
