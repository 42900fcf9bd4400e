import type Stripe from 'stripe';
import { type DisputeDetails, type Reversal, SECOND_MS } from '../../contract/index.ts';
import type { PaymentServices } from '../payment-services.ts';
import { bookFact } from '../records/book-fact.ts';
import { findPayment } from '../records/find-payment.ts';
import { fromStripeAmount } from '../stripe/stripe-amount.ts';
import { Dispute } from '../stripe/stripe-shapes.ts';
import { parked, type Verdict } from '../webhooks/verdict.ts';

/** Books a dispute: the credits are frozen until the bank has decided. */
export async function onDispute(
  { data, created }: Stripe.Event,
  services: PaymentServices,
): Promise<Verdict> {
  const dispute = Dispute.parse(data.object);
  const key = await findPayment(services, { paymentIntentId: dispute.payment_intent });
  if (!key) return parked('no-payment');
  return bookFact({ ...key, fact: disputeFact(dispute, created * SECOND_MS) });
}

/** @param asOfMs when Stripe reported it; absent: its details are not taken */
export function disputeFact(dispute: ReturnType<typeof Dispute.parse>, asOfMs?: number) {
  const { id, amount, currency, status } = dispute;
  const amountCents = fromStripeAmount(amount, currency);
  const fee = feeOf(dispute);
  const reversal: Reversal = {
    ...{ kind: 'dispute', amountCents, state: toState(status) },
    ...(fee && { fee }),
    ...(asOfMs !== undefined && { dispute: detailsOf(dispute, asOfMs) }),
  };
  return { kind: 'reversal', id, reversal, currency } as const;
}

function detailsOf(
  { status, reason, evidence_details: evidence }: ReturnType<typeof Dispute.parse>,
  asOfMs: number,
): DisputeDetails {
  const { due_by: dueBy = null, submission_count: submissions } = evidence ?? {};
  return {
    ...{ status, reason: reason ?? 'general', submissions: submissions ?? 0, asOfMs },
    dueAtMs: dueBy === null ? null : dueBy * SECOND_MS,
  };
}

/**
 * Maps the status of a dispute. A closed inquiry (`warning_…`) takes no money, and an appeal may still win a lost
 * dispute.
 */
function toState(status: string): Reversal['state'] {
  if (['won', 'warning_closed', 'prevented'].includes(status)) return 'undone';
  return status === 'lost' || status.startsWith('appeal_') ? 'done' : 'open';
}

/** Returns Stripe's fee for a dispute; null if there is none. */
function feeOf({ balance_transactions: all }: ReturnType<typeof Dispute.parse>): Reversal['fee'] {
  const [first] = all ?? [];
  if (!first) return null;
  const cents = (all ?? []).reduce((sum, { fee }) => sum + fee, 0);
  return { currency: first.currency, cents: fromStripeAmount(cents, first.currency) };
}
