import type Stripe from 'stripe';
import { AppError, type Payment } from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import { askStripe, stripeErrorType } from './ask-stripe.ts';
import { bookFact, type ToldFact } from './book-fact.ts';
import { metadataOf } from './find-payment.ts';
import type { PaymentFact } from './payment-facts.ts';
import type { PaymentServices } from './payment-services.ts';
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts';
import { PaymentIntent } from './stripe-shapes.ts';

/** A payment on record, and the card that is to pay it. */
export interface CardCharge {
  readonly accountId: string;
  readonly paymentId: string;
  readonly payment: Pick<Payment, 'amountCents' | 'currency' | 'bought'>;
  readonly customerId: string;
  readonly paymentMethodId: string;
  readonly email: string | null;
}

/**
 * Charges a saved card without its person, once for a payment however often it is tried, and books what became of it.
 * @throws AppError `card-declined`, `authentication-required` (both are booked), `payments-unavailable`
 */
export async function chargeSavedCard(services: PaymentServices, charge: CardCharge): Promise<void> {
  const { accountId, paymentId, payment, customerId, paymentMethodId, email } = charge;
  const { currency } = payment;
  const stripe = await services.stripe();
  const book = (told: Pick<ToldFact, 'fact' | 'ids'>) =>
    services.meter.submit(accountId, commandOf({ accountId, paymentId, currency, ...told }));
  try {
    const intent = await askStripe(
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
          metadata: metadataOf({ accountId, paymentId }),
          ...(email && { receipt_email: email }),
        },
        { idempotencyKey: `charge-${paymentId}` },
      ),
    );
    await book({ fact: factOf(intent, services.now()), ids: { paymentIntentId: intent.id } });
  } catch (error) {
    const refused = refusalIn(error);
    if (!refused) throw error;
    await book(refused);
    if (error instanceof AppError) throw error;
    throw new AppError(
      'card-declined',
      'The saved card cannot be charged. Use another one.',
      {},
      { cause: error },
    );
  }
}

function factOf(intent: Stripe.PaymentIntent, nowMs: number): PaymentFact {
  if (intent.status !== 'succeeded') return { kind: 'unpaid', state: 'processing', failure: null };
  const { amount, amount_received: received, currency } = PaymentIntent.parse(intent);
  return { kind: 'paid', paidCents: fromStripeAmount(received ?? amount, currency), atMs: nowMs };
}

/** Why the bank, or Stripe, would not; null: something else went wrong, after which the charge may still come. */
function refusalIn(error: unknown): Pick<ToldFact, 'fact' | 'ids'> | null {
  const cause = (error instanceof AppError ? error.cause : error) as Stripe.errors.StripeCardError;
  const type = stripeErrorType(cause);
  if (type !== 'StripeCardError' && type !== 'StripeInvalidRequestError') return null;
  const id = cause.payment_intent?.id;
  const isAsked = cause.code === 'authentication_required';
  const failure = (!isAsked && cause.decline_code) || cause.code || 'card_declined';
  return { fact: { kind: 'unpaid', state: 'failed', failure }, ids: id ? { paymentIntentId: id } : {} };
}

function commandOf(told: ToldFact): Command<'book'> {
  const { documents, plan } = bookFact(told);
  return {
    kind: 'book',
    documents,
    book(known, nowMs) {
      const planned = plan(known, nowMs);
      return 'kind' in planned ? null : planned;
    },
  };
}
