import { isDeepStrictEqual } from 'node:util';
import type { Billing } from '../contract/index.ts';
import type { Booking } from '../meter/commands.ts';
import { newBilling } from './new-billing.ts';
import { currencyOf, learn, type PaymentFact, type StripeIds } from './payment-facts.ts';
import { settlePayment } from './settle-payment.ts';
import { topUpEnded, topUpOf } from './top-up-ending.ts';
import { type Parked, parked, type Verdict } from './verdict.ts';

/** So many disputes of one account's payments suspend it. */
const DISPUTES_TO_SUSPEND = 2;

/** Which payment, what was told of it, and what Stripe calls it. */
export interface ToldFact {
  readonly accountId: string;
  readonly paymentId: string;
  readonly fact: PaymentFact;
  readonly ids?: StripeIds;
}

/** Books a fact about a payment, and what follows from it for the account's credits. */
export function bookFact({ accountId, paymentId, fact, ids }: ToldFact): Extract<Verdict, { kind: 'book' }> {
  return {
    kind: 'book',
    accountId,
    paymentId,
    documents: {
      payment: paymentId,
      ...((isDispute(fact) || topUpOf(paymentId)) && { billing: accountId }),
    },
    plan({ payment, billing, account }, nowMs): Booking | Parked {
      if (!payment || payment.accountId !== accountId) return parked('no-payment');
      if ((currencyOf(fact) ?? payment.currency) !== payment.currency) return parked('other-currency');
      const cause = fact.kind === 'reversal' ? fact.id : paymentId;
      const settled = settlePayment(learn(payment, fact, ids), {
        ...{ paymentId, cause, nowMs },
        account: account ?? null,
      });
      const documents = isDeepStrictEqual(settled.payment, payment) ? {} : { payment: settled.payment };
      const ended = topUpEnded(billing, { paymentId, payment: settled.payment });
      if (ended) {
        const moves = [...settled.moves, ...ended.moves];
        return { moves, documents: { ...documents, ...ended.documents } };
      }
      if (!isDispute(fact)) return { moves: settled.moves, documents };
      const disputed = addDispute(billing ?? newBilling(payment.uid), fact.id);
      if (disputed === billing) return { moves: settled.moves, documents };
      const isSuspended = account?.status === 'suspended' || disputed.disputes.length < DISPUTES_TO_SUSPEND;
      return {
        moves: isSuspended
          ? settled.moves
          : [...settled.moves, suspension(accountId, fact.id, payment.traceId)],
        documents: { ...documents, billing: disputed },
      };
    },
  };
}

function isDispute(fact: PaymentFact): fact is Extract<PaymentFact, { kind: 'reversal' }> {
  return fact.kind === 'reversal' && fact.reversal.kind === 'dispute';
}

function addDispute(billing: Billing, id: string): Billing {
  return billing.disputes.includes(id) ? billing : { ...billing, disputes: [...billing.disputes, id] };
}

function suspension(accountId: string, disputeId: string, traceId: string) {
  const reason = 'Payments were disputed more than once';
  const actor = { uid: 'system', email: null, role: null };
  const entry = { action: 'suspend', actor, target: `accounts/${accountId}`, reason, ip: null, traceId };
  return { kind: 'suspend', reason, audit: { auditId: `disputes-${disputeId}`, entry } } as const;
}
