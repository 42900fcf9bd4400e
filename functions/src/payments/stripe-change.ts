import { isDeepStrictEqual } from 'node:util';
import {
  assertNever,
  type Billing,
  moneyFactsBetween,
  type Payment,
  SECOND_MS,
  type StripeEvent,
  subscribedPlan,
} from '../contract/index.ts';
import type { Booking } from '../meter/commands.ts';
import {
  failedInvoiceBooking,
  type PlanInvoice,
  paidInvoiceBooking,
  withSubscription,
} from './monthly-credits/invoice-booking.ts';
import type { Known, Reduced } from './payment-command.ts';
import type { SubscriptionNow } from './plans/subscription-state.ts';
import { applyFact, type PaymentChange } from './records/book-fact.ts';
import { newBilling } from './records/new-billing.ts';
import { retryTimeMs } from './webhooks/retry-time.ts';
import type { Parked } from './webhooks/verdict.ts';

/** A change at Stripe as plain data: of a payment, an invoice of a plan, a subscription or a card. */
export type StripeChange =
  | PaymentChange
  | { readonly kind: 'invoice-paid'; readonly plan: PlanInvoice; readonly traceId: string }
  | {
      readonly kind: 'invoice-failed';
      readonly plan: PlanInvoice;
      readonly traceId: string;
      readonly failure: string;
    }
  | { readonly kind: 'subscription'; readonly subscription: SubscriptionNow }
  | { readonly kind: 'card'; readonly customerId: string; readonly card: Billing['card'] };

/** The state of an event after it was handled. */
export type Handled = Pick<StripeEvent, 'state' | 'why'>;

export const HANDLED: Handled = { state: 'handled', why: null };

/** Books a change that Stripe has returned, before its event arrives. @returns the payment after it */
export function applyChange(known: Known, change: StripeChange, nowMs: number): Reduced<Payment | null> {
  const decided = withPlan(known, decideChange(known, change, nowMs));
  const booking = withFacts(known, change, { booking: decided, atMs: nowMs, nowMs });
  if ('kind' in booking) return { kind: 'noop', result: null };
  return { ...booking, result: booking.documents.payment ?? known.payment };
}

/** Books the change of an event, once, and claims the event in the same commit; or parks the event. */
export function applyEvent(
  known: Known,
  facts: {
    readonly event: { readonly type: string; readonly created: number };
    readonly paymentId: string | null;
    readonly change: StripeChange;
  },
  nowMs: number,
): Reduced<Handled> {
  const { accountId, event: stored } = known;
  if (stored?.state === 'handled') return { kind: 'noop', result: HANDLED };
  const atMs = Math.min(facts.event.created * SECOND_MS, nowMs);
  const planned = withPlan(known, decideChange(known, facts.change, nowMs));
  const decided = withFacts(known, facts.change, { booking: planned, atMs, nowMs });
  const parked = 'kind' in decided ? decided : null;
  const booking = 'kind' in decided ? { moves: [], documents: {} } : decided;
  const result: Handled = parked ? { state: 'parked', why: parked.why } : HANDLED;
  // Parked again for the same reason, so its record keeps the time at which it first arrived.
  if (parked && stored?.why === parked.why) return { kind: 'noop', result };
  const receivedMs = stored?.receivedAt ?? nowMs;
  const event = toEventRecord(facts.event, { ...result, accountId, paymentId: facts.paymentId }, receivedMs);
  return { ...booking, documents: { ...booking.documents, event }, result };
}

/** Returns the record of an event. */
export function toEventRecord(
  { type, created }: { readonly type: string; readonly created: number },
  about: Pick<StripeEvent, 'state' | 'why' | 'accountId' | 'paymentId'>,
  receivedMs: number,
): StripeEvent {
  const retryAt = retryTimeMs(about.why, { receivedMs, nowMs: receivedMs });
  const times = { createdAt: created * SECOND_MS, receivedAt: receivedMs, retryAt };
  return { schemaVersion: 1, type, ...about, ...times };
}

/** Adds the plan to the account, which admits requests by it, in the same commit. */
function withPlan<B extends Booking | Parked>({ account }: Known, booking: B): B {
  if ('kind' in booking || !booking.documents.billing) return booking;
  const plan = subscribedPlan(booking.documents.billing);
  if (isDeepStrictEqual(plan, account?.plan ?? null)) return booking;
  return { ...booking, moves: [...booking.moves, { kind: 'note', fields: { plan } }] };
}

/** Adds the money that a booking has moved. */
function withFacts<B extends Booking | Parked>(
  { payment: before }: Known,
  change: StripeChange,
  { booking, atMs, nowMs }: { readonly booking: B; readonly atMs: number; readonly nowMs: number },
): B {
  if ('kind' in booking || !booking.documents.payment) return booking;
  const paymentId = paymentIdIn(change);
  if (paymentId === null) return booking;
  const learned = { paymentId, atMs, nowMs, unlimited: unlimitedDays(change) };
  const facts = moneyFactsBetween(before, booking.documents.payment, learned);
  return { ...booking, documents: { ...booking.documents, facts } };
}

function paymentIdIn(change: StripeChange): string | null {
  if (change.kind === 'payment') return change.paymentId;
  return change.kind === 'invoice-paid' ? change.plan.paymentId : null;
}

/** Returns the days of a plan whose credits have no price of their own. */
function unlimitedDays(change: StripeChange) {
  if (change.kind !== 'invoice-paid' || !change.plan.sold.terms.unlimited) return null;
  const { startMs, endMs } = change.plan.term;
  return { startMs, endMs };
}

/** What is reported late of an account that was erased says something about its owner again. */
const NOTHING: Booking = { moves: [], documents: {} };

function decideChange(known: Known, change: StripeChange, nowMs: number): Booking | Parked {
  const billing = known.billing ?? newBilling(known.accountId);
  switch (change.kind) {
    case 'payment':
      return applyFact(known, change, nowMs);
    case 'invoice-paid':
      return paidInvoiceBooking(known, change.plan, { ...change, nowMs });
    case 'invoice-failed':
      return failedInvoiceBooking(known, change.plan, { ...change, nowMs });
    case 'subscription':
      if (known.account?.erasedAt) return NOTHING;
      return { moves: [], documents: { billing: withSubscription(billing, change.subscription) } };
    case 'card': {
      if (known.account?.erasedAt) return NOTHING;
      const { customerId, card } = change;
      return { moves: [], documents: { billing: { ...billing, customerId, card } } };
    }
    default:
      return assertNever(change);
  }
}
