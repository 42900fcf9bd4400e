import { AppError, assertFreshRequestId, Payment, type RequestOf } from '../contract/index.ts';
import { askedBy, type CallContext } from '../platform/call-context.ts';
import { collection, decodeDocument } from '../platform/documents.ts';
import type { Handler } from '../platform/handle-call.ts';
import { log } from '../platform/log.ts';
import { askStripe } from './ask-stripe.ts';
import { bookFact } from './book-fact.ts';
import { metadataOf, type PaymentKey } from './find-payment.ts';
import { refundFact } from './on-refund.ts';
import { reversedCents } from './payment-facts.ts';
import type { PaymentServices } from './payment-services.ts';
import { toStripeAmount } from './stripe-amount.ts';
import { Refund } from './stripe-shapes.ts';

/**
 * Gives money back, once per request id, and takes the credits behind it. The wish is on record with its audit entry
 * before Stripe is asked: if this call ends there, asking again brings it to its end, and so does Stripe's own event.
 */
export function refundPayment(services: PaymentServices): Handler<'refundPayment'> {
  return async (request, context) => {
    const { requestId, paymentId } = request;
    assertFreshRequestId(requestId, services.now());
    const key = { paymentId, accountId: await accountOf(services, paymentId) };
    const { payment, amountCents } = await recordWish(services, key, { request, context });

    const refund = await askStripe(
      (await services.stripe()).refunds.create(
        {
          payment_intent: payment.paymentIntentId ?? '',
          amount: toStripeAmount(amountCents, payment.currency),
          reason: 'requested_by_customer',
          metadata: metadataOf(key),
        },
        { idempotencyKey: `refund-${requestId}` },
      ),
    );
    const { state, refundedCents } = await bookRefund(services, key, Refund.parse(refund));
    log.paymentRefunded({ paymentId, amountCents, traceId: context.traceId });
    return { state, refundedCents };
  };
}

/** @throws AppError `not-found` */
async function accountOf({ db }: PaymentServices, paymentId: string): Promise<string> {
  if (!paymentId.includes('/')) {
    const payment = decodeDocument(Payment, await collection(db, 'payments').doc(paymentId).get());
    if (payment) return payment.value.accountId;
  }
  throw new AppError('not-found', 'There is no such payment.');
}

/** @throws AppError `already-settled` when nothing is left to give back, `invalid-argument` when less is */
async function recordWish(
  { meter }: PaymentServices,
  { accountId, paymentId }: PaymentKey,
  { request, context }: { request: RequestOf<'refundPayment'>; context: CallContext },
): Promise<{ payment: Payment; amountCents: number }> {
  const { requestId, reason } = request;
  let wish: { payment: Payment; amountCents: number } | null = null;
  await meter.submit(accountId, {
    kind: 'book',
    documents: { payment: paymentId },
    book({ payment }) {
      if (!payment) return new AppError('not-found', 'There is no such payment.');
      const asked = payment.refundsAsked[requestId];
      const amountCents = asked ?? amountOf(payment, request.amountCents);
      if (amountCents instanceof AppError) return amountCents;
      wish = { payment, amountCents };
      if (asked !== undefined) return null;
      const refundsAsked = { ...payment.refundsAsked, [requestId]: amountCents };
      const entry = {
        ...askedBy(context),
        action: 'refund-payment',
        target: `payments/${paymentId}`,
        reason,
      };
      return {
        moves: [],
        documents: { payment: { ...payment, refundsAsked } },
        audit: { auditId: `refund-${requestId}`, entry },
      };
    },
  });
  if (wish) return wish;
  throw new Error('A wish was neither recorded nor refused');
}

function amountOf(payment: Payment, wantedCents: number | null): number | AppError {
  const leftCents = payment.paymentIntentId ? (payment.paidCents ?? 0) - reversedCents(payment) : 0;
  if (leftCents <= 0) return new AppError('already-settled', 'There is nothing left of it to give back.');
  if ((wantedCents ?? 0) <= leftCents) return wantedCents ?? leftCents;
  return new AppError('invalid-argument', 'That is more than is left of it.', { amountCents: leftCents });
}

async function bookRefund(
  { meter }: PaymentServices,
  key: PaymentKey,
  refund: ReturnType<typeof Refund.parse>,
): Promise<Pick<Payment, 'state' | 'refundedCents'>> {
  const { documents, plan } = bookFact({ ...key, fact: refundFact(refund) });
  let after: Payment | null = null;
  await meter.submit(key.accountId, {
    kind: 'book',
    documents,
    book(known, nowMs) {
      const booking = plan(known, nowMs);
      if ('kind' in booking) return null;
      after = booking.documents.payment ?? known.payment;
      return booking;
    },
  });
  return after ?? { state: 'refunded', refundedCents: 0 };
}
