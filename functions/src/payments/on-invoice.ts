import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { paymentIdOf } from '../contract/index.ts';
import { choiceOfPrice, intentOfInvoice, subscriptionNow } from './ask-for-plan.ts';
import { failedInvoiceBooking, type PlanInvoice, paidInvoiceBooking } from './invoice-booking.ts';
import { invoiceTerm } from './invoice-term.ts';
import type { PaymentServices } from './payment-services.ts';
import { InvoiceObject } from './plan-shapes.ts';
import { NOTHING, type Parked, parked, type Verdict } from './verdict.ts';

/** An invoice of a plan was paid: the one cause of a plan's credits. Or it could not be charged. */
export async function onInvoice({ data, type }: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const facts = await planInvoice(InvoiceObject.parse(data.object), services);
  if ('kind' in facts) return facts;
  const { uid, paymentId } = facts;
  const traceId = randomUUID().replaceAll('-', '');
  const failure = type === 'invoice.payment_action_required' ? 'authentication_required' : 'payment_failed';
  return {
    kind: 'book',
    accountId: uid,
    paymentId,
    documents: { payment: paymentId, billing: uid },
    plan: (known, nowMs) =>
      type === 'invoice.paid'
        ? paidInvoiceBooking(known, facts, { nowMs, traceId })
        : failedInvoiceBooking(known, facts, { nowMs, traceId, failure }),
  };
}

/** All there is to know about an invoice, or why there is nothing to do for it. */
async function planInvoice(
  invoice: InvoiceObject,
  { stripe: stripeOf, catalogs, now }: PaymentServices,
): Promise<PlanInvoice | Parked | typeof NOTHING> {
  const subscriptionId = invoice.parent?.subscription_details?.subscription;
  const term = invoiceTerm(invoice);
  if (!subscriptionId || !term) return NOTHING;
  const stripe = await stripeOf();
  const [subscription, choice, paymentIntentId, { catalog, version: catalogVersion }] = await Promise.all([
    subscriptionNow(stripe, { id: subscriptionId, nowMs: now() }),
    choiceOfPrice(stripe, term.priceId),
    intentOfInvoice(stripe, invoice.id),
    catalogs.current(0),
  ]);
  if (!subscription || !choice) return parked('no-plan');
  const { accountId: uid } = subscription.stripes.metadata;
  if (!uid) return parked('no-account');
  const plan = Object.hasOwn(catalog.plans, choice.plan) ? catalog.plans[choice.plan] : undefined;
  if (!plan) return parked('no-plan');
  const paymentId = paymentIdOf({ uid, cause: invoice.id });
  return { uid, paymentId, invoice, term, choice, plan, catalogVersion, paymentIntentId, subscription };
}
