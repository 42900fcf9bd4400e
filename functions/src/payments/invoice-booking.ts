import type Stripe from 'stripe';
import { AppError, type Billing, type Payment, type Plan, SECOND_MS } from '../contract/index.ts';
import type { Booking, GrantCommand } from '../meter/commands.ts';
import { allotmentBooking, withNextAllotment } from './allotment-booking.ts';
import { type Allotted, renew, upgrade } from './allotments.ts';
import type { InvoiceTerm } from './invoice-term.ts';
import { newBilling } from './new-billing.ts';
import type { PlanChoice } from './plan-choice.ts';
import { newerSubscription, subscriptionState } from './subscription-state.ts';

/** A subscription as Stripe has it now, and what its price stands for. */
export interface SubscriptionNow {
  readonly stripes: Stripe.Subscription;
  readonly choice: PlanChoice;
  /** When it was asked for. */
  readonly asOfMs: number;
}

/** All there is to know about an invoice of a plan, from Stripe and from the catalog. */
export interface PlanInvoice {
  readonly uid: string;
  readonly paymentId: string;
  readonly invoice: Stripe.Invoice;
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

/**
 * What follows from a paid invoice: the credits that are due with it, the payment, and how the plan stands now. Null
 * when it has followed before.
 * @throws AppError `busy` when what it adds to was not told of yet: to be told again
 */
export function paidInvoiceBooking(
  { billing: stored, payment }: Known,
  facts: PlanInvoice,
  { nowMs, traceId }: { nowMs: number; traceId: string },
): Booking | null {
  if (payment && payment.paidAt !== null) return null;
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
): Booking | null {
  if (payment && payment.paidAt !== null) return null;
  const open = paymentOf(facts, { nowMs, traceId, grant: null });
  const failed: Payment = { ...open, state: 'failed', failure, paidCents: null, paidAt: null };
  return { moves: [], documents: { payment: failed } };
}

/** How an account pays, with its subscription as Stripe answered; an older answer changes nothing. */
export function withSubscription(billing: Billing, { stripes, choice, asOfMs }: SubscriptionNow): Billing {
  const answer = subscriptionState(stripes, { choice, paidPlan: billing.paidPlan, asOfMs });
  return withNextAllotment({ ...billing, subscription: newerSubscription(billing.subscription, answer) });
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
  { nowMs, traceId, grant }: { nowMs: number; traceId: string; grant: GrantCommand | null },
): Payment {
  return {
    schemaVersion: 1,
    accountId: uid,
    uid,
    bought: { kind: 'plan', ...choice, label: plan.label, micros: grant?.amountMicros ?? 0 },
    via: 'subscription',
    currency: invoice.currency,
    amountCents: invoice.subtotal,
    paidCents: invoice.amount_paid,
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
    paidAt: (invoice.status_transitions.paid_at ?? invoice.created) * SECOND_MS,
  };
}
