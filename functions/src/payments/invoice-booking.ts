import { AppError, type Billing, type Payment, type Plan, SECOND_MS } from '../contract/index.ts';
import type { Booking, Command } from '../meter/commands.ts';
import { allotmentBooking, withNextAllotment } from './allotment-booking.ts';
import { type Allotted, renew, upgrade } from './allotments.ts';
import type { InvoiceTerm } from './invoice-term.ts';
import { newBilling } from './new-billing.ts';
import type { PlanChoice } from './plan-choice.ts';
import type { InvoiceObject, SubscriptionObject } from './plan-shapes.ts';
import { fromStripeAmount } from './stripe-amount.ts';
import { newerSubscription, subscriptionState } from './subscription-state.ts';

/** A subscription as Stripe has it now, and what its price stands for. */
export interface SubscriptionNow {
  readonly stripes: SubscriptionObject;
  readonly choice: PlanChoice;
  /** When it was asked for. */
  readonly asOfMs: number;
}

/** All there is to know about an invoice of a plan, from Stripe and from the catalog. */
export interface PlanInvoice {
  readonly uid: string;
  readonly paymentId: string;
  readonly invoice: InvoiceObject;
  readonly term: InvoiceTerm;
  readonly choice: PlanChoice;
  readonly plan: Plan;
  readonly catalogVersion: number;
  readonly paymentIntentId: string | null;
  readonly subscription: SubscriptionNow;
}

interface Known {
  readonly billing: Billing | null;
  readonly payment: Payment | null;
}

/** It has followed before. */
const NOTHING_NEW: Booking = { moves: [], documents: {} };

/**
 * What follows from a paid invoice, once: the credits that are due with it, the payment, and how the plan stands now.
 * @throws AppError `busy` when what it adds to was not told of yet: to be told again
 */
export function paidInvoiceBooking(
  { billing: stored, payment }: Known,
  facts: PlanInvoice,
  { nowMs, traceId }: { nowMs: number; traceId: string },
): Booking {
  if (payment && payment.paidAt !== null) return NOTHING_NEW;
  const billing = stored ?? newBilling(facts.uid);
  const allotted = allottedBy(billing, facts);
  const known = withSubscription({ ...billing, paidPlan: allotted.paidPlan }, facts.subscription);
  const { moves, documents } = allotmentBooking(known, allotted, traceId);
  const paid = paymentOf(facts, { nowMs, traceId, grant: moves.at(-1) ?? null });
  return { moves, documents: { ...documents, payment: paid } };
}

/** A charge that failed is kept to be seen; what was paid since stays paid. */
export function failedInvoiceBooking(
  { payment }: Known,
  facts: PlanInvoice,
  { nowMs, traceId, failure }: { nowMs: number; traceId: string; failure: string },
): Booking {
  if (payment && payment.paidAt !== null) return NOTHING_NEW;
  const open = paymentOf(facts, { nowMs, traceId, grant: null });
  const failed: Payment = { ...open, state: 'failed', failure, paidCents: null, paidAt: null };
  return { moves: [], documents: { payment: failed } };
}

/** How an account pays, with its subscription as Stripe answered; an older answer changes nothing. */
export function withSubscription(billing: Billing, { stripes, choice, asOfMs }: SubscriptionNow): Billing {
  const answer = subscriptionState(stripes, { choice, paidPlan: billing.paidPlan, asOfMs });
  const subscription = newerSubscription(billing.subscription, answer);
  return withNextAllotment({ ...billing, customerId: billing.customerId ?? stripes.customer, subscription });
}

function allottedBy({ paidPlan }: Billing, facts: PlanInvoice): Allotted {
  const { term, choice, paymentId, subscription } = facts;
  const { monthlyMicros, rolloverMicros } = facts.plan;
  const subscriptionId = subscription.stripes.id;
  const { startMs, endMs } = term;
  if (term.kind === 'period') {
    const paid = { ...choice, subscriptionId, startMs, endMs, monthlyMicros, rolloverMicros, paymentId };
    return renew(paidPlan, paid);
  }
  if (paidPlan?.subscriptionId !== subscriptionId) {
    throw new AppError('busy', 'What this adds to was not told of yet.', { retryAfterMs: 60_000 });
  }
  return upgrade(paidPlan, { plan: choice.plan, monthlyMicros, rolloverMicros, paymentId }, startMs);
}

function paymentOf(
  { uid, invoice, choice, plan, catalogVersion, paymentIntentId, subscription }: PlanInvoice,
  { nowMs, traceId, grant }: { nowMs: number; traceId: string; grant: Command<'grant'> | null },
): Payment {
  return {
    schemaVersion: 1,
    accountId: uid,
    uid,
    bought: { kind: 'plan', ...choice, label: plan.label, micros: grant?.amountMicros ?? 0 },
    via: 'subscription',
    currency: invoice.currency,
    amountCents: fromStripeAmount(Math.max(0, invoice.subtotal), invoice.currency),
    paidCents: fromStripeAmount(invoice.amount_paid, invoice.currency),
    state: 'paid',
    failure: null,
    catalogVersion,
    termsVersion: subscription.stripes.metadata.termsVersion ?? '',
    sessionId: null,
    paymentIntentId,
    invoiceId: invoice.id,
    receiptUrl: invoice.hosted_invoice_url ?? null,
    lot: grant && { ...grant.lot, grantedAtMs: nowMs },
    entryId: grant?.entryId ?? null,
    reversals: {},
    refundedCents: 0,
    refundsAsked: {},
    revokedMicros: 0,
    traceId,
    createdAt: invoice.created * SECOND_MS,
    paidAt: (invoice.status_transitions?.paid_at ?? invoice.created) * SECOND_MS,
  };
}
