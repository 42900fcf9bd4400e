import type Stripe from 'stripe';
import {
  AppError,
  assertFreshRequestId,
  type DisputeEvidence,
  type Payment,
  type RequestOf,
  UserProfile,
} from '../../../contract/index.ts';
import type { Audit } from '../../../meter/commands.ts';
import { assertNotSelf } from '../../../platform/calls/assert-not-self.ts';
import { attribution, type CallContext } from '../../../platform/calls/call-context.ts';
import type { Handler } from '../../../platform/calls/callable.ts';
import { collection, decodeDocument } from '../../../platform/store/documents.ts';
import { type Known, type Reduced, submitPayment } from '../../payment-command.ts';
import type { PaymentServices } from '../../payment-services.ts';
import { callStripe } from '../../stripe/call-stripe.ts';
import { Dispute } from '../../stripe/stripe-shapes.ts';
import { readAnswer } from '../../stripe/stripe-values.ts';
import { disputeFact } from '../on-dispute.ts';
import { disputeIn, readDisputed } from './read-disputed.ts';

/**
 * Submits evidence for a dispute, once per request id. The request is audited before Stripe is called, and the submission
 * once Stripe has accepted it.
 * @throws AppError that says why Stripe rejected it; nothing was submitted then
 */
export function submitDisputeEvidence(services: PaymentServices): Handler<'submitDisputeEvidence'> {
  return async (request, context) => {
    const { requestId, paymentId, disputeId, evidence } = request;
    assertFreshRequestId(requestId, services.now());
    const payment = await readDisputed(services, request);
    const { accountId, uid } = payment;
    assertNotSelf(context, { accountId });
    const key = { accountId, paymentId };
    await submitPayment(services, {
      ...key,
      reducer: 'requestEvidence',
      facts: { paymentId, disputeId },
      audit: toAudit('request-evidence', { request, context }),
    });

    const { disputes } = await services.stripe();
    const profile = await collection(services.db, 'people').doc(uid).get();
    const email = decodeDocument(UserProfile, profile)?.value.email ?? null;
    const update = { evidence: toStripe(evidence, { payment, email }), submit: true };
    const options = { idempotencyKey: `evidence-${requestId}` };
    const answer = await sendEvidence(disputes.update(disputeId, update, options));
    const fact = disputeFact(readAnswer(Dispute, answer), services.now());
    await submitPayment(services, {
      ...key,
      reducer: 'applyChange',
      facts: { kind: 'payment', paymentId, fact },
      audit: toAudit('submit-dispute-evidence', { request, context }),
    });
    return { status: fact.reversal.dispute?.status ?? '' };
  };
}

/** Admits evidence for a dispute that is open and has none yet. */
export function requestEvidence(
  { payment, audit }: Known,
  { paymentId, disputeId }: { readonly paymentId: string; readonly disputeId: string },
): Reduced<null> {
  const dispute = payment && disputeIn(payment, disputeId);
  if (!dispute) return new AppError('not-found', { reason: 'dispute' });
  // The same request again, whose answer was lost.
  if (audit?.target === `payments/${paymentId}`) return { kind: 'noop', result: null };
  if (audit) return new AppError('idempotency-conflict', { reason: 'action' });
  if (dispute.state !== 'open') return new AppError('already-settled', { reason: 'dispute-closed' });
  if ((dispute.dispute?.submissions ?? 0) > 0) {
    return new AppError('already-settled', { reason: 'evidence-submitted' });
  }
  return { moves: [], documents: {}, result: null };
}

async function sendEvidence(request: Promise<Stripe.Dispute>): Promise<Stripe.Dispute> {
  try {
    return await callStripe(request);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'payment-rejected') throw error;
    throw new AppError('payment-rejected', { reason: 'evidence-refused' }, { cause: error });
  }
}

/** Puts the texts into the fields that Stripe has for them. */
function toStripe(
  { product, accessLog, terms, explanation }: DisputeEvidence,
  { payment, email }: { readonly payment: Payment; readonly email: string | null },
): Stripe.DisputeUpdateParams.Evidence {
  return {
    product_description: product,
    access_activity_log: accessLog,
    refund_policy_disclosure: terms,
    uncategorized_text: explanation,
    service_date: new Date(payment.paidAt ?? payment.createdAt).toISOString().slice(0, 'yyyy-mm-dd'.length),
    ...(email && { customer_email_address: email }),
  };
}

interface EvidenceCall {
  readonly request: RequestOf<'submitDisputeEvidence'>;
  readonly context: CallContext;
}

/** The evidence itself says something about a person, so it is no part of the audit log. */
function toAudit(
  action: 'request-evidence' | 'submit-dispute-evidence',
  { request: { requestId, paymentId, reason }, context }: EvidenceCall,
): Audit {
  const entry = { ...attribution(context), action, target: `payments/${paymentId}`, reason };
  const name = action === 'request-evidence' ? 'evidence-asked' : 'evidence';
  return { auditId: `${name}-${requestId}`, entry };
}
