import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectBooksBalance } from '../../support/accounts.ts';
import {
  newPaymentInstance,
  openOrder,
  readPayment,
  sendEvent,
  serveWebhook,
} from '../../support/payments/payment-instance.ts';
import {
  disputeOf,
  eventOf,
  fraudWarningOf,
  refundOf,
  sessionOf,
} from '../../support/payments/stripe-events.ts';
import { openStripe, type StripeServer } from '../../support/payments/stripe-server.ts';

let stripe: StripeServer;
let served: Awaited<ReturnType<typeof serveWebhook>>;
const services = newPaymentInstance({ stripe: async () => stripe.client });
beforeAll(async () => {
  stripe = await openStripe();
  served = await serveWebhook(services);
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await stripe[Symbol.asyncDispose]();
});

const send = (event: Parameters<typeof sendEvent>[1]) => sendEvent({ url: served.url, services }, event);
const warningEvent = (warning: object, type = 'created') =>
  eventOf(`radar.early_fraud_warning.${type}`, warning as Record<string, unknown>);

async function paid() {
  const order = await openOrder(services);
  await send(eventOf('checkout.session.completed', sessionOf(order)));
  return order;
}

const warningIn = async (paymentId: string) => (await readPayment(paymentId)).fraudWarning;

describe('a warning of fraud', () => {
  test('is stored on its payment, once, and moves no credits', async () => {
    const order = await paid();
    const event = warningEvent(fraudWarningOf(order, { id: 'issfr_1' }));
    for (const one of [event, event]) expect((await send(one)).body).toMatchObject({ state: 'handled' });
    expect(await warningIn(order.paymentId)).toEqual({
      ...{ warningId: 'issfr_1', type: 'made_with_stolen_card', isActionable: true },
      atMs: 1_790_000_000_000,
    });
    expect(await readPayment(order.paymentId)).toMatchObject({ state: 'paid', revokedMicros: 0 });
    const { account } = await expectBooksBalance(order.accountId);
    expect(account.lots).toMatchObject([{ remainingMicros: 100_000_000 }]);
  });

  test('needs nothing more once its payment is refunded in full or disputed, in whatever order that is reported', async () => {
    for (const isFirst of [true, false]) {
      const [refunded, disputed, partly] = [await paid(), await paid(), await paid()];
      const endings = [
        eventOf(
          'refund.created',
          refundOf(refunded, { id: `re_a${isFirst}`, amount: 1_000, status: 'succeeded' }),
        ),
        eventOf(
          'charge.dispute.created',
          disputeOf(disputed, { id: `dp_a${isFirst}`, status: 'needs_response' }),
        ),
        eventOf(
          'refund.created',
          refundOf(partly, { id: `re_b${isFirst}`, amount: 100, status: 'succeeded' }),
        ),
      ];
      const warnings = [refunded, disputed, partly].map((one, at) =>
        warningEvent(fraudWarningOf(one, { id: `issfr_${isFirst}${at}` })),
      );
      for (const event of isFirst ? [...warnings, ...endings] : [...endings, ...warnings]) await send(event);
      const left = await Promise.all([refunded, disputed, partly].map((one) => warningIn(one.paymentId)));
      expect(left.map((warning) => warning?.isActionable)).toEqual([false, false, true]);
    }
  });

  test('that Stripe has closed stays closed when its beginning is reported late', async () => {
    const order = await paid();
    await send(warningEvent(fraudWarningOf(order, { id: 'issfr_2', actionable: false }), 'updated'));
    await send(warningEvent(fraudWarningOf(order, { id: 'issfr_2' })));
    expect((await warningIn(order.paymentId))?.isActionable).toBe(false);
    // Another one, for the same payment, is news.
    await send(warningEvent(fraudWarningOf(order, { id: 'issfr_3', created: 1_790_000_100 })));
    expect(await warningIn(order.paymentId)).toMatchObject({ warningId: 'issfr_3', isActionable: true });
    await send(warningEvent(fraudWarningOf(order, { id: 'issfr_0', created: 1_780_000_000 })));
    expect((await warningIn(order.paymentId))?.warningId).toBe('issfr_3');
  });

  test('that names a charge alone is found by it, and one of no payment is parked', async () => {
    const order = await paid();
    const alone = { ...fraudWarningOf(order, { id: 'issfr_4' }), payment_intent: null };
    stripe.objects.set(`/v1/charges/ch_${order.intentId}`, {
      ...{ id: `ch_${order.intentId}`, object: 'charge', payment_intent: order.intentId },
    });
    await send(eventOf('payment_intent.succeeded', { id: order.intentId, amount: 1, currency: 'usd' }));
    expect((await send(warningEvent(alone))).body).toMatchObject({ state: 'handled' });
    expect((await warningIn(order.paymentId))?.warningId).toBe('issfr_4');
    const strange = { ...alone, id: 'issfr_5', charge: 'ch_strange' };
    expect((await send(warningEvent(strange))).body).toEqual({ state: 'parked', why: 'no-payment' });
  });
});

describe('a dispute', () => {
  test('stores its deadline, status and reason, as the newest event has them', async () => {
    const order = await paid();
    const dispute = (status: string, submissions: number) =>
      disputeOf(order, {
        ...{ id: 'dp_d', status },
        evidence_details: { due_by: 1_800_000_000, submission_count: submissions },
      });
    const at = Math.floor(Date.now() / 1_000);
    const begun = eventOf('charge.dispute.created', dispute('needs_response', 0), { created: at });
    const updated = eventOf('charge.dispute.updated', dispute('under_review', 1), { created: at + 60 });
    for (const event of [begun, updated, begun]) await send(event);
    expect((await readPayment(order.paymentId)).reversals.dp_d).toMatchObject({
      state: 'open',
      dispute: {
        ...{ status: 'under_review', reason: 'fraudulent', submissions: 1 },
        ...{ dueAtMs: 1_800_000_000_000, asOfMs: (at + 60) * 1_000 },
      },
    });
    // The same second: what is further on counts.
    await send(eventOf('charge.dispute.closed', dispute('lost', 1), { created: at + 120 }));
    await send(eventOf('charge.dispute.updated', dispute('needs_response', 1), { created: at + 120 }));
    expect((await readPayment(order.paymentId)).reversals.dp_d).toMatchObject({
      ...{ state: 'done', dispute: { status: 'lost' } },
    });
  });

  test('that grew out of an inquiry keeps its newer status when the inquiry is reported late', async () => {
    const order = await paid();
    const at = Math.floor(Date.now() / 1_000);
    const reported = (status: string, created: number) =>
      eventOf('charge.dispute.updated', disputeOf(order, { id: 'dp_i', status }), { created });
    await send(reported('needs_response', at + 60));
    await send(reported('warning_needs_response', at));
    expect((await readPayment(order.paymentId)).reversals.dp_i?.dispute?.status).toBe('needs_response');
  });
});
