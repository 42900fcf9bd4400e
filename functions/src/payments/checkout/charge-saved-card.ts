import type Stripe from 'stripe';
import type { Payment } from '../../contract/index.ts';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { toMetadata } from '../records/find-payment.ts';
import { NO_BREAKDOWN, type PaymentFact } from '../records/payment-facts.ts';
import { callStripe } from '../stripe/call-stripe.ts';
import { fromStripe, toStripeAmount } from '../stripe/stripe-amount.ts';
import { isRejection } from '../stripe/stripe-error.ts';
import { PaymentIntent } from '../stripe/stripe-shapes.ts';
import { readAnswer } from '../stripe/stripe-values.ts';
import { bookRejection } from './book-rejection.ts';

/** A recorded payment, and the card that is to pay it. */
export interface CardCharge {
  readonly accountId: string;
  readonly paymentId: string;
  readonly payment: Pick<Payment, 'amountCents' | 'currency' | 'bought'>;
  readonly customerId: string;
  readonly paymentMethodId: string;
  readonly email: string | null;
}

/**
 * Charges a saved card while its user is away, once for a payment however often it is retried, and books the outcome.
 * @throws AppError that says why Stripe rejected it, which is booked, or that it could not be reached
 */
export async function chargeSavedCard(services: PaymentServices, charge: CardCharge): Promise<void> {
  const { accountId, paymentId, payment, customerId, paymentMethodId, email } = charge;
  const { currency } = payment;
  const stripe = await services.stripe();
  try {
    const intent = await callStripe(
      stripe.paymentIntents.create(
        {
          amount: toStripeAmount(payment.amountCents, currency),
          currency,
          customer: customerId,
          payment_method: paymentMethodId,
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          off_session: true,
          confirm: true,
          description: payment.bought.label,
          metadata: toMetadata({ accountId, paymentId }),
          ...(email && { receipt_email: email }),
        },
        { idempotencyKey: `charge-${paymentId}` },
      ),
    );
    const fact = toFact(intent, services.now());
    const facts = { kind: 'payment', paymentId, fact, ids: { paymentIntentId: intent.id } } as const;
    await submitPayment(services, { accountId, paymentId, reducer: 'applyChange', facts });
  } catch (error) {
    if (isRejection(error)) await bookRejection(services, { accountId, paymentId, error });
    throw error;
  }
}

function toFact(intent: Stripe.PaymentIntent, nowMs: number): PaymentFact {
  if (intent.status !== 'succeeded') return { kind: 'unpaid', state: 'processing', failure: null };
  const { amount, amount_received: received, currency } = readAnswer(PaymentIntent, intent);
  const paid = fromStripe(received ?? amount, currency);
  return { kind: 'paid', paid, atMs: nowMs, breakdown: NO_BREAKDOWN };
}
