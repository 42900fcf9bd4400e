import type Stripe from 'stripe';
import { factCommand } from './fact-command.ts';
import type { PaymentKey } from './find-payment.ts';
import type { PaymentServices } from './payment-services.ts';

/** Books that a payment failed because Stripe, or a bank, would not; what pays it after all is booked over this. */
export async function bookRejection(
  { meter }: Pick<PaymentServices, 'meter'>,
  { accountId, paymentId, error }: PaymentKey & { readonly error: unknown },
): Promise<void> {
  const cause = (error as { cause?: unknown }).cause as Partial<Stripe.errors.StripeCardError>;
  const paymentIntentId = cause.payment_intent?.id;
  const isAsked = cause.code === 'authentication_required';
  const failure = (!isAsked && cause.decline_code) || cause.code || 'payment_rejected';
  const told = {
    fact: { kind: 'unpaid', state: 'failed', failure },
    ids: paymentIntentId ? { paymentIntentId } : {},
  } as const;
  await meter.submit(accountId, factCommand({ accountId, paymentId, ...told }));
}
