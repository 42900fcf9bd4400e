import { type Billing, type PaidPlan, type Payment, SECOND_MS } from '../../contract/index.ts';
import type { Booking, Command } from '../../meter/commands.ts';
import { findSlot, withSlot } from '../plans/plan-slots.ts';
import type { Sold } from '../plans/read-plan.ts';
import { type SubscriptionNow, subscriptionState } from '../plans/subscription-state.ts';
import { newBilling } from '../records/new-billing.ts';
import { learn, type PaymentFact } from '../records/payment-facts.ts';
import type { InvoiceObject } from '../stripe/plan-shapes.ts';
import { invoiceBreakdown } from '../stripe/read-settlement.ts';
import { fromStripeAmount } from '../stripe/stripe-amount.ts';
import { type Parked, parked } from '../webhooks/verdict.ts';
import { allotmentMoves } from './allotment-booking.ts';
import { type Allotted, renew, upgrade } from './allotments.ts';
import type { InvoiceTerm } from './invoice-term.ts';

/** The facts about an invoice of a plan, from Stripe. */
export interface PlanInvoice {
  readonly accountId: string;
  /** The subscriber. */
  readonly uid: string;
  readonly paymentId: string;
  readonly invoice: InvoiceObject;
  readonly term: InvoiceTerm;
  readonly sold: Sold;
  readonly paymentIntentId: string | null;
  readonly subscription: SubscriptionNow;
  /** Set if another plan ran already: this one was ended, and is being refunded if it was paid. */
  readonly second: { readonly refund: Extract<PaymentFact, { kind: 'reversal' }> | null } | null;
}

interface Known {
  readonly billing: Billing | null;
  readonly payment: Payment | null;
}

/** The invoice was booked before. */
const NOTHING_NEW: Booking = { moves: [], documents: {} };

/**
 * Books a paid invoice, once: its credits, the payment and the state of the plan. Parks it while the period that it
 * adds to is unknown, because that period may arrive later, or never.
 */
export function paidInvoiceBooking(
  { billing: stored, payment }: Known,
  facts: PlanInvoice,
  { nowMs, traceId }: { nowMs: number; traceId: string },
): Booking | Parked {
  if (payment && payment.paidAt !== null) return NOTHING_NEW;
  const { paymentId, subscription, second } = facts;
  const billing = stored ?? newBilling(facts.uid);
  const before = findSlot(billing, subscription.remote.id);
  const allotted = second ? { ...before, allotments: [] } : allottedBy(before.paidPlan, facts);
  if (!allotted) return parked('no-plan');
  const { paidPlan, allotments } = allotted;
  const moves = allotmentMoves(allotments, traceId);
  const grant = moves.find(({ entryId }) =>
    [`allotment-${paymentId}-0`, `upgrade-${paymentId}`].includes(entryId),
  );
  const paid = toPayment(facts, { nowMs, traceId, grant: grant ?? null });
  return {
    moves,
    documents: {
      billing: withSubscription(withSlot(billing, { ...before, paidPlan }), subscription),
      payment: second?.refund ? learn(paid, second.refund) : paid,
    },
  };
}

/** Books a failed charge. A payment that was paid since stays paid. */
export function failedInvoiceBooking(
  { payment }: Known,
  facts: PlanInvoice,
  { nowMs, traceId, failure }: { nowMs: number; traceId: string; failure: string },
): Booking {
  if (payment && payment.paidAt !== null) return NOTHING_NEW;
  const open = toPayment(facts, { nowMs, traceId, grant: null });
  const failed: Payment = { ...open, state: 'failed', failure, paidCents: null, paidAt: null };
  return { moves: [], documents: { payment: failed } };
}

/** Returns the billing with the state of a subscription that Stripe has returned. An older state changes nothing. */
export function withSubscription(billing: Billing, answer: SubscriptionNow): Billing {
  const { remote, asOfMs } = answer;
  const slot = findSlot(billing, remote.id);
  const isOlder = slot.subscription !== null && asOfMs < slot.subscription.asOfMs;
  const subscription = isOlder ? slot.subscription : subscriptionState(answer, slot.paidPlan);
  return withSlot(
    { ...billing, customerId: billing.customerId ?? remote.customer },
    { ...slot, subscription },
  );
}

/** Returns the allotments of an invoice; null: the period that it adds to is unknown. */
function allottedBy(paidPlan: PaidPlan | null, facts: PlanInvoice): Allotted | null {
  const { invoice, term, sold, paymentId, subscription } = facts;
  const { startMs, endMs } = term;
  const terms = agreedTerms(paidPlan, sold);
  const { monthlyMicros, rolloverMicros } = terms;
  const paidCents = fromStripeAmount(invoice.amount_paid, invoice.currency);
  const netCents = Math.max(0, paidCents - invoiceBreakdown(invoice).taxCents);
  const money = { paidCents, netCents };
  const agreed = { plan: sold.choice.plan, monthlyMicros, rolloverMicros, terms, paymentId, ...money };
  if (term.kind === 'period') {
    const { interval } = sold.choice;
    return renew(paidPlan, { ...agreed, interval, subscriptionId: subscription.remote.id, startMs, endMs });
  }
  if (!paidPlan || startMs >= paidPlan.endMs) return null;
  // The days that it paid for are over, and so is the month that it would have added to.
  if (endMs <= paidPlan.startMs) return { paidPlan, allotments: [] };
  return upgrade(paidPlan, { ...agreed, atMs: startMs });
}

/**
 * Returns the terms of an invoice. For a price older than terms on prices, the last paid period is more reliable than
 * any catalog.
 */
function agreedTerms(paidPlan: PaidPlan | null, { choice, terms, isAgreed }: Sold): Sold['terms'] {
  if (isAgreed || paidPlan?.plan !== choice.plan) return terms;
  const { monthlyMicros, rolloverMicros } = paidPlan;
  return { ...terms, monthlyMicros, rolloverMicros };
}

function toPayment(
  { accountId, uid, invoice, sold, paymentIntentId, subscription }: PlanInvoice,
  { nowMs, traceId, grant }: { nowMs: number; traceId: string; grant: Command<'grant'> | null },
): Payment {
  const { choice, terms } = sold;
  return {
    schemaVersion: 1,
    accountId,
    uid,
    bought: { kind: 'plan', ...choice, label: terms.label, micros: grant?.amountMicros ?? 0 },
    via: 'subscription',
    currency: invoice.currency,
    amountCents: fromStripeAmount(Math.max(0, invoice.subtotal), invoice.currency),
    paidCents: fromStripeAmount(invoice.amount_paid, invoice.currency),
    ...invoiceBreakdown(invoice),
    state: 'paid',
    failure: null,
    catalogVersion: terms.catalogVersion,
    termsVersion: subscription.remote.metadata.termsVersion ?? '',
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
