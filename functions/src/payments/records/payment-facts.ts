import {
  assertNever,
  type DisputeDetails,
  type FraudWarning,
  type Money,
  type Payment,
  type PaymentState,
  type Reversal,
  type Settlement,
} from '../../contract/index.ts';

/** A fact about a payment. Facts can be applied in any order and any number of times. */
export type PaymentFact =
  | {
      readonly kind: 'unpaid';
      readonly state: 'processing' | 'failed' | 'expired';
      readonly failure: string | null;
    }
  | {
      readonly kind: 'paid';
      readonly paid: Money;
      readonly atMs: number;
      /** Null: the reporting event doesn't know it. */
      readonly breakdown: Breakdown | null;
    }
  | {
      readonly kind: 'charged';
      readonly receiptUrl?: string;
      readonly settlement: Settlement | null;
      readonly breakdown?: Breakdown | null;
    }
  | {
      readonly kind: 'reversal';
      readonly id: string;
      readonly reversal: Reversal;
      /** The currency of the amount. */
      readonly currency: string;
    }
  | { readonly kind: 'fraud-warning'; readonly warning: FraudWarning };

/** The discount on the price, and the tax in the amount paid. */
export type Breakdown = { readonly [Part in 'discountCents' | 'taxCents']: number };

export const NO_BREAKDOWN: Breakdown = { discountCents: 0, taxCents: 0 };

/** The ids of the objects behind a payment; unknown ones are absent. */
export type StripeIds = Partial<Pick<Payment, 'sessionId' | 'paymentIntentId' | 'invoiceId'>>;

const UNPAID = ['open', 'processing', 'failed', 'expired'] as const satisfies PaymentState[];
const REVERSED = ['open', 'done', 'undone'] as const satisfies Reversal['state'][];

/** Returns the currency of a fact's amount; null when it has none. */
export function factCurrency(fact: PaymentFact): string | null {
  switch (fact.kind) {
    case 'paid':
      return fact.paid.currency;
    case 'reversal':
      return fact.currency;
    case 'unpaid':
    case 'charged':
    case 'fraud-warning':
      return null;
    default:
      return assertNever(fact);
  }
}

/**
 * Applies a fact to a payment. The result is the same in any order: `paid` outweighs every fact before it, and the end
 * of a refund or dispute outweighs its beginning.
 */
export function learn(payment: Payment, fact: PaymentFact, ids: StripeIds = {}): Payment {
  const known = { ...payment, ...ids };
  return { ...known, ...toFact(known, fact) };
}

function toFact(payment: Payment, fact: PaymentFact): Partial<Payment> {
  switch (fact.kind) {
    case 'unpaid': {
      if (payment.paidAt !== null || rank(UNPAID, fact.state) < rank(UNPAID, payment.state)) return {};
      return { state: fact.state, failure: fact.failure ?? payment.failure };
    }
    case 'paid': {
      if (payment.paidAt !== null) return withBreakdown(payment, fact.breakdown);
      // The lot stores its unit value, so the payment is booked by the session's event, which states the tax.
      if (payment.via === 'checkout' && fact.breakdown === null) return {};
      const known = withBreakdown(payment, fact.breakdown ?? NO_BREAKDOWN);
      const paid = { ...payment, paidCents: fact.paid.amountCents, paidAt: fact.atMs, failure: null };
      return { ...paid, ...known, ...reversed(paid) };
    }
    case 'charged': {
      const settlement = payment.settlement ?? fact.settlement;
      const receiptUrl = fact.receiptUrl ?? payment.receiptUrl;
      return {
        receiptUrl,
        ...(settlement && { settlement }),
        ...withBreakdown(payment, fact.breakdown ?? null),
      };
    }
    case 'reversal': {
      const before = payment.reversals[fact.id];
      const isOld = before && rank(REVERSED, fact.reversal.state) <= rank(REVERSED, before.state);
      const fee = fact.reversal.fee ?? before?.fee;
      const dispute = newerDetails(before?.dispute, fact.reversal.dispute);
      if (isOld && fee === before.fee && dispute === before.dispute) return {};
      const reversal = {
        ...(isOld ? before : fact.reversal),
        ...(fee && { fee }),
        ...(dispute && { dispute }),
      };
      const reversals = { ...payment.reversals, [fact.id]: reversal };
      return { reversals, ...reversed({ ...payment, reversals }) };
    }
    case 'fraud-warning':
      return warned(payment, fact.warning);
  }
}

function withBreakdown({ taxCents }: Payment, breakdown: Breakdown | null): Partial<Payment> {
  return breakdown && (taxCents ?? null) === null ? { ...breakdown } : {};
}

function rank(order: readonly string[], state: string): number {
  return order.indexOf(state);
}

/** Returns the state and the refunded amount of a payment after its reversals. */
function reversed(payment: Payment): Partial<Payment> {
  const refundedCents = sumReversals(payment, 'refund');
  if (payment.paidAt === null) return { refundedCents };
  const state = toState(payment, refundedCents);
  const { fraudWarning } = payment;
  if (!fraudWarning?.isActionable || !hasEnded(state)) return { refundedCents, state };
  return { refundedCents, state, fraudWarning: { ...fraudWarning, isActionable: false } };
}

/** Returns whether a refund can no longer prevent a dispute: it was made, or the dispute has begun. */
function hasEnded(state: PaymentState): boolean {
  return state === 'refunded' || state === 'disputed' || state === 'dispute-lost';
}

/** The latest warning counts. What has ended once is never actionable again. */
function warned(payment: Payment, warning: FraudWarning): Partial<Payment> {
  const before = payment.fraudWarning ?? null;
  const isSame = before?.warningId === warning.warningId;
  if (before && !isSame && before.atMs >= warning.atMs) return {};
  const isActionable =
    warning.isActionable && !(isSame && before?.isActionable === false) && !hasEnded(payment.state);
  return { fraudWarning: { ...warning, isActionable } };
}

const CLOSED: readonly string[] = ['won', 'lost', 'warning_closed', 'prevented'];

/** Returns the details of the newer event; of two of the same second, those that are further on. */
function newerDetails(before: Reversal['dispute'], after: Reversal['dispute']): Reversal['dispute'] {
  if (!before || !after) return before ?? after;
  const order = (details: DisputeDetails) => [
    details.asOfMs,
    Number(CLOSED.includes(details.status)),
    details.submissions,
  ];
  const [was, is] = [order(before), order(after)];
  const at = is.findIndex((value, index) => value !== was[index]);
  if (at < 0) return after.status > before.status ? after : before;
  return (is[at] ?? 0) > (was[at] ?? 0) ? after : before;
}

function toState(payment: Payment, refundedCents: number): PaymentState {
  if (isDisputed(payment)) return 'disputed';
  if (sumReversals(payment, 'dispute') > 0) return 'dispute-lost';
  if (refundedCents === 0) return 'paid';
  return refundedCents < (payment.paidCents ?? 0) ? 'partly-refunded' : 'refunded';
}

export function isDisputed({ reversals }: Payment): boolean {
  return Object.values(reversals).some(({ kind, state }) => kind === 'dispute' && state === 'open');
}

/** Returns the reversed amount: a refund counts from its beginning, and a dispute when it is lost. */
export function reversedCents(payment: Payment): number {
  return sumReversals(payment, 'refund') + sumReversals(payment, 'dispute');
}

function sumReversals({ reversals }: Payment, wanted: Reversal['kind']): number {
  return Object.values(reversals)
    .filter(
      ({ kind, state }) => kind === wanted && (state === 'done' || (kind === 'refund' && state === 'open')),
    )
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
}
