import { isDeepStrictEqual } from 'node:util';
import type { Billing, Payment } from '../../contract/index.ts';
import type { Booking } from '../../meter/commands.ts';
import type { Known } from '../payment-command.ts';
import { inCurrentMonth } from '../plans/current-month.ts';
import { planPayments, withPayment } from '../plans/plan-payments.ts';
import { slotPaidBy, withSlot } from '../plans/plan-slots.ts';
import { withPaid } from '../plans/subscription-state.ts';
import { topUpEnded } from '../top-ups/top-up-ending.ts';
import { type Parked, parked, type Verdict } from '../webhooks/verdict.ts';
import { newBilling } from './new-billing.ts';
import { factCurrency, learn, type PaymentFact, type StripeIds } from './payment-facts.ts';
import { settlePayment } from './settle-payment.ts';

/** The number of disputed payments that suspends an account. */
const DISPUTES_TO_SUSPEND = 2;

/** A fact about a payment, and the ids of its objects at Stripe. */
export interface PaymentChange {
  readonly kind: 'payment';
  readonly paymentId: string;
  readonly fact: PaymentFact;
  readonly ids?: StripeIds;
}

/** Returns the verdict that books a fact about a payment. */
export function bookFact({
  accountId,
  ...change
}: Omit<PaymentChange, 'kind'> & { readonly accountId: string }): Verdict {
  return { kind: 'book', accountId, paymentId: change.paymentId, change: { kind: 'payment', ...change } };
}

/** Applies a fact to a payment. Returns the resulting moves of credits and changes of the plan. */
export function applyFact(
  { accountId, payment, billing, account }: Known,
  { paymentId, fact, ids }: PaymentChange,
  nowMs: number,
): Booking | Parked {
  if (!payment || payment.accountId !== accountId) return parked('no-payment');
  if ((factCurrency(fact) ?? payment.currency) !== payment.currency) return parked('other-currency');
  const cause = fact.kind === 'reversal' ? fact.id : paymentId;
  const paidPlan = (billing && slotPaidBy(billing, paymentId)?.paidPlan) ?? null;
  const current = inCurrentMonth(payment, { paymentId, paidPlan, account, nowMs });
  const known = learn(current, fact, ids);
  const isFrozenByOther = (paidPlan ? planPayments(paidPlan) : []).some(
    (other) => other.paymentId !== paymentId && other.isDisputed,
  );
  const settled = settlePayment(known, { paymentId, cause, account, isFrozenByOther, nowMs });
  const moves = [...settled.moves];
  let next = billing && withPlanPayment(billing, paymentId, settled.payment);
  const ended = topUpEnded(next, { paymentId, payment: settled.payment });
  if (ended) {
    moves.push(...ended.moves);
    next = ended.documents.billing;
  }
  if (isDispute(fact)) {
    const disputed = addDispute(next ?? newBilling(payment.uid), fact.id);
    const isMore = disputed !== next && disputed.disputes.length >= DISPUTES_TO_SUSPEND;
    if (isMore && account?.status !== 'suspended') {
      moves.push(suspension(accountId, fact.id, payment.traceId));
    }
    next = disputed;
  }
  return {
    moves,
    documents: {
      ...(!isDeepStrictEqual(settled.payment, payment) && { payment: settled.payment }),
      ...(next && !isDeepStrictEqual(next, billing) && { billing: next }),
    },
    ...(fact.kind === 'reversal' && { effect: toEffect(fact, payment, settled.payment) }),
  };
}

function toEffect({ reversal, currency }: Reversed, before: Payment, after: Payment) {
  const takenMicros = after.revokedMicros - before.revokedMicros;
  return { amountCents: reversal.amountCents, currency, takenMicros };
}

/** Updates the plan of a payment, whose future months and credits depend on what was paid. */
function withPlanPayment(billing: Billing, paymentId: string, payment: Payment): Billing {
  const slot = slotPaidBy(billing, paymentId);
  if (!slot?.paidPlan) return billing;
  const paidPlan = withPayment(slot.paidPlan, paymentId, payment);
  const isSame = paidPlan.plan === slot.paidPlan.plan;
  const subscription =
    slot.subscription && !isSame ? withPaid(slot.subscription, paidPlan) : slot.subscription;
  return withSlot(billing, { subscription, paidPlan });
}

type Reversed = Extract<PaymentFact, { kind: 'reversal' }>;

function isDispute(fact: PaymentFact): fact is Reversed {
  return fact.kind === 'reversal' && fact.reversal.kind === 'dispute';
}

function addDispute(billing: Billing, id: string): Billing {
  return billing.disputes.includes(id) ? billing : { ...billing, disputes: [...billing.disputes, id] };
}

function suspension(accountId: string, disputeId: string, traceId: string) {
  const reason = 'Payments were disputed more than once';
  const actor = { uid: 'system', email: null, role: null };
  const target = `accounts/${accountId}`;
  const entry = { action: 'suspend', actor, target, reason, ip: null, traceId } as const;
  return { kind: 'suspend', reason, audit: { auditId: `disputes-${disputeId}`, entry } } as const;
}
