import type Stripe from 'stripe';
import { SECOND_MS } from '../../contract/index.ts';
import type { PaymentServices } from '../payment-services.ts';
import { bookFact } from '../records/book-fact.ts';
import { findPayment } from '../records/find-payment.ts';
import { orNull } from '../stripe/call-stripe.ts';
import { Charge, EarlyFraudWarning } from '../stripe/stripe-shapes.ts';
import { readAnswer } from '../stripe/stripe-values.ts';
import { parked, type Verdict } from '../webhooks/verdict.ts';

/** Books a warning of fraud. It moves no credits: a refund does, if staff decide on one. */
export async function onFraudWarning({ data }: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const warning = EarlyFraudWarning.parse(data.object);
  const paymentIntentId = warning.payment_intent ?? (await intentOf(services, warning.charge));
  const key = await findPayment(services, { paymentIntentId });
  if (!key) return parked('no-payment');
  const { id: warningId, fraud_type: type, actionable: isActionable, created } = warning;
  const fact = {
    kind: 'fraud-warning',
    warning: { warningId, type, isActionable, atMs: created * SECOND_MS },
  } as const;
  return bookFact({ ...key, fact });
}

async function intentOf({ stripe }: PaymentServices, chargeId: string): Promise<string | null> {
  const { charges } = await stripe();
  const charge = await orNull(charges.retrieve(chargeId));
  return (charge && readAnswer(Charge, charge).payment_intent) ?? null;
}
