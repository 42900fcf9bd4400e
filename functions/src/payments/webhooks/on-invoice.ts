import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { AccountId, paymentIdOf } from '../../contract/index.ts';
import type { PlanInvoice } from '../monthly-credits/invoice-booking.ts';
import { invoiceTerm } from '../monthly-credits/invoice-term.ts';
import type { PaymentServices } from '../payment-services.ts';
import { readInvoiceIntent, readSoldPlan, readSubscription } from '../plans/read-plan.ts';
import { endSecondPlan, isSecondPlan, plansAtStripe } from '../plans/second-plan.ts';
import { readPayment } from '../records/read-records.ts';
import { orNull } from '../stripe/call-stripe.ts';
import { InvoiceObject } from '../stripe/plan-shapes.ts';
import { NOTHING, type Parked, parked, type Verdict } from './verdict.ts';

/** Books an invoice of a plan that was paid, which alone grants credits, or failed. */
export async function onInvoice({ data, type }: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const found = await planInvoice(InvoiceObject.parse(data.object), services);
  if ('kind' in found) return found;
  const second = type === 'invoice.paid' ? await secondPlanIn(found, services) : null;
  const plan = { ...found, second };
  const { accountId, paymentId } = plan;
  const traceId = randomUUID().replaceAll('-', '');
  const failure = type === 'invoice.payment_action_required' ? 'authentication_required' : 'payment_failed';
  return {
    kind: 'book',
    accountId,
    paymentId,
    change:
      type === 'invoice.paid'
        ? { kind: 'invoice-paid', plan, traceId }
        : { kind: 'invoice-failed', plan, traceId, failure },
  };
}

/** Ends and refunds a plan that was paid in another tab while one ran, before it grants credits. */
async function secondPlanIn(
  { accountId, paymentId, invoice, paymentIntentId, subscription: { remote } }: Found,
  services: PaymentServices,
): Promise<PlanInvoice['second']> {
  if (invoice.billing_reason !== 'subscription_create') return null;
  // A booked payment stays booked, however often its event arrives, because its credits may be spent.
  const stored = await readPayment(services, paymentId);
  if (stored && stored.paidAt !== null) return null;
  const stripe = await services.stripe();
  if (!isSecondPlan(remote, await plansAtStripe(stripe, remote.customer))) return null;
  const { amount_paid: paidCents } = invoice;
  const key = { accountId, paymentId };
  return endSecondPlan(stripe, { subscription: remote, paymentIntentId, paidCents, key });
}

type Found = Omit<PlanInvoice, 'second'>;

/** Reads the facts about an invoice, or returns why there is nothing to do. */
async function planInvoice(
  invoice: InvoiceObject,
  { stripe: stripeOf, catalogs, now }: PaymentServices,
): Promise<Found | Parked | typeof NOTHING> {
  const subscriptionId = invoice.parent?.subscription_details?.subscription;
  const term = invoiceTerm(invoice);
  if (!subscriptionId || !term) return NOTHING;
  const stripe = await stripeOf();
  const [subscription, sold, charged] = await Promise.all([
    readSubscription(stripe, { id: subscriptionId, nowMs: now() }),
    readSoldPlan({ stripe, catalogs }, term.priceId),
    orNull(readInvoiceIntent(stripe, invoice.id).then((paymentIntentId) => ({ paymentIntentId }))),
  ]);
  if (!subscription || !sold) return parked('no-plan');
  // Stripe itself doesn't know the invoice, so it grants nothing.
  if (!charged) return parked('no-payment');
  const { paymentIntentId } = charged;
  const { metadata } = subscription.remote;
  const { data: accountId } = AccountId.safeParse(metadata.accountId);
  if (accountId === undefined) return parked('no-account');
  const paymentId = paymentIdOf({ accountId, cause: invoice.id });
  // Subscriptions of older builds name no user: their account is the user's own.
  const uid = AccountId.safeParse(metadata.uid).data ?? accountId;
  return { accountId, uid, paymentId, invoice, term, sold, paymentIntentId, subscription };
}
