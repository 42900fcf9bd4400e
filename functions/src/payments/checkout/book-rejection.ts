import type Stripe from 'stripe';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import type { PaymentKey } from '../records/find-payment.ts';

/** Books a payment that Stripe or a bank rejected. If it is paid after all, that replaces the rejection. */
export async function bookRejection(
  services: Pick<PaymentServices, 'meter'>,
  { accountId, paymentId, error }: PaymentKey & { readonly error: unknown },
): Promise<void> {
  const cause = (error as { cause?: unknown }).cause as Partial<Stripe.errors.StripeCardError>;
  const paymentIntentId = cause.payment_intent?.id;
  const isAsked = cause.code === 'authentication_required';
  const failure = (!isAsked && cause.decline_code) || cause.code || 'payment_rejected';
  const facts = {
    kind: 'payment',
    paymentId,
    fact: { kind: 'unpaid', state: 'failed', failure },
    ids: paymentIntentId ? { paymentIntentId } : {},
  } as const;
  await submitPayment(services, { accountId, paymentId, reducer: 'applyChange', facts });
}
