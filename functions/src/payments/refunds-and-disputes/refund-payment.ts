import { AppError, assertFreshRequestId, type Payment, type RequestOf } from '../../contract/index.ts';
import type { Audit } from '../../meter/commands.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution, type CallContext } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { log } from '../../platform/signals/log.ts';
import { assertAlone, type ReadStaffSettings } from '../../platform/signals/read-staff-settings.ts';
import { type Known, type Reduced, submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { toMetadata } from '../records/find-payment.ts';
import { reversedCents } from '../records/payment-facts.ts';
import { readPayment } from '../records/read-records.ts';
import { callStripe } from '../stripe/call-stripe.ts';
import { toStripeAmount } from '../stripe/stripe-amount.ts';
import { Refund } from '../stripe/stripe-shapes.ts';
import { readAnswer } from '../stripe/stripe-values.ts';
import { refundFact } from './on-refund.ts';

interface RefundServices extends PaymentServices {
  readonly staffSettings: ReadStaffSettings;
}

/**
 * Refunds a payment, once per request id, and takes back the credits behind it. The request is recorded with an audit
 * entry before Stripe is called. If this call dies there, a retry or Stripe's event completes it. The refund itself is
 * audited only after Stripe has accepted it.
 * @throws AppError that says why Stripe rejected it; nothing was refunded then
 */
export function refundPayment(services: RefundServices): Handler<'refundPayment'> {
  const refund = refundApproved(services);
  return async (request, context) => {
    const stored = await readPayment(services, request.paymentId);
    if (!stored) throw noPayment();
    const amountCents = request.amountCents ?? stored.paidCents ?? stored.amountCents;
    await assertAlone(services.staffSettings, { amountCents });
    return refund(request, context, () => undefined);
  };
}

/** Does the same for any amount, after a second admin has approved it. */
export function refundApproved(services: PaymentServices): Handler<'refundPayment'> {
  return async (request, context) => {
    const { requestId, paymentId } = request;
    assertFreshRequestId(requestId, services.now());
    const stored = await readPayment(services, paymentId);
    if (!stored) throw noPayment();
    assertNotSelf(context, { accountId: stored.accountId });
    const key = { paymentId, accountId: stored.accountId };
    const { payment, amountCents } = await submitPayment(services, {
      ...key,
      reducer: 'requestRefund',
      facts: { requestId, wantedCents: request.amountCents },
      audit: toAudit('request-refund', { request, context }),
    });

    const answer = await callStripe(
      (await services.stripe()).refunds.create(
        {
          payment_intent: payment.paymentIntentId ?? '',
          amount: toStripeAmount(amountCents, payment.currency),
          reason: 'requested_by_customer',
          metadata: toMetadata(key),
        },
        { idempotencyKey: `refund-${requestId}` },
      ),
    );
    const fact = refundFact(readAnswer(Refund, answer));
    const isTaken = fact.reversal.state !== 'undone';
    const after = await submitPayment(services, {
      ...key,
      reducer: 'applyChange',
      facts: { kind: 'payment', paymentId, fact },
      audit: isTaken ? toAudit('refund-payment', { request, context }) : null,
    });
    const { state, refundedCents } = after ?? { state: 'refunded', refundedCents: 0 };
    if (!isTaken) {
      throw new AppError('payment-rejected', { reason: 'refund-failed' });
    }
    log.paymentRefunded({ paymentId, amountCents, currency: payment.currency, traceId: context.traceId });
    return { state, refundedCents };
  };
}

interface RefundCall {
  readonly request: RequestOf<'refundPayment'>;
  readonly context: CallContext;
}

/**
 * Records a requested refund, once per request id. Rejects it with `already-settled` if nothing is left to refund, and
 * with `invalid-argument` if less is left.
 */
export function requestRefund(
  { payment }: Known,
  { requestId, wantedCents }: { readonly requestId: string; readonly wantedCents: number | null },
): Reduced<{ readonly payment: Payment; readonly amountCents: number }> {
  if (!payment) return noPayment();
  const before = payment.refundsAsked[requestId];
  const amountCents = before ?? computeRefundCents(payment, wantedCents);
  if (amountCents instanceof AppError) return amountCents;
  const result = { payment, amountCents };
  if (before !== undefined) return { kind: 'noop', result };
  const refundsAsked = { ...payment.refundsAsked, [requestId]: amountCents };
  const effect = { amountCents, currency: payment.currency };
  return { moves: [], documents: { payment: { ...payment, refundsAsked } }, effect, result };
}

function toAudit(action: 'request-refund' | 'refund-payment', { request, context }: RefundCall): Audit {
  const { requestId, paymentId, reason } = request;
  const entry = { ...attribution(context), action, target: `payments/${paymentId}`, reason };
  return {
    auditId: action === 'request-refund' ? `refund-asked-${requestId}` : `refund-${requestId}`,
    entry,
  };
}

function noPayment(): AppError {
  return new AppError('not-found', { reason: 'payment' });
}

function computeRefundCents(payment: Payment, wantedCents: number | null): number | AppError {
  const { currency } = payment;
  const leftCents = payment.paymentIntentId ? (payment.paidCents ?? 0) - reversedCents(payment) : 0;
  if (leftCents <= 0) return new AppError('already-settled', { reason: 'nothing-left' });
  if ((wantedCents ?? 0) <= leftCents) return wantedCents ?? leftCents;
  return new AppError('invalid-argument', { reason: 'refund-too-large', amountCents: leftCents, currency });
}
