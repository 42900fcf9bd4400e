import { FieldValue } from 'firebase-admin/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  collections,
  DAY_MS,
  HOUR_MS,
  Payment,
  paymentIdOf,
  RECONCILIATION,
  ReconciliationReport,
} from '../../src/contract/index.ts';
import { reconcileStripe } from '../../src/payments/reconciliation/reconcile-stripe.ts';
import { newPayment } from '../../src/payments/records/open-payment.ts';
import { handleStripeEvent } from '../../src/payments/webhooks/handle-stripe-event.ts';
import { credits, newRequestId, openAccount } from '../support/accounts.ts';
import { ownDb } from '../support/own-db.ts';
import { newPaymentInstance } from '../support/payments/payment-instance.ts';
import { eventOf, openStripe, type StripeServer } from '../support/payments/stripe-server.ts';

let stripe: StripeServer;
let db = await ownDb();
const nowMs = Date.now();
const paidMs = nowMs - 2 * DAY_MS;

beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await ownDb();
  stripe.objects.clear();
  for (const path of ['charges', 'refunds', 'disputes']) stripe.objects.set(`/v1/${path}`, []);
});

const services = () => newPaymentInstance({ db, now: () => nowMs, stripe: async () => stripe.client });

/** A pack that was paid for: at Stripe, and here as its event has it. */
async function bought(uid: string, options: { isTold?: boolean; agoMs?: number } = {}) {
  const { isTold = true, agoMs = nowMs - paidMs } = options;
  const paymentId = paymentIdOf({ accountId: uid, cause: newRequestId(nowMs) });
  const payment = newPayment({
    accountId: uid,
    uid,
    bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros: credits(100) },
    via: 'checkout',
    currency: 'usd',
    amountCents: 1_000,
    catalogVersion: 1,
    termsVersion: '1',
    traceId: 'test',
  });
  const open = z.encode(Payment, { ...payment, createdAt: nowMs - agoMs });
  await db.collection(collections.payments).doc(paymentId).set(open);
  const intentId = `pi_${paymentId.replaceAll('_', '')}`;
  const metadata = { accountId: uid, paymentId };
  const intent = { id: intentId, amount: 1_000, amount_received: 1_000, currency: 'usd', metadata };
  const session = {
    ...{ id: `cs_${intentId}`, mode: 'payment', payment_status: 'paid', payment_intent: intentId, metadata },
    ...{ amount_total: 1_000, currency: 'usd', total_details: { amount_discount: 0, amount_tax: 0 } },
  };
  const event = eventOf('checkout.session.completed', session, { createdMs: nowMs - agoMs });
  if (isTold) await handleStripeEvent(event, services());
  const charge = {
    id: `ch_${paymentId}`,
    object: 'charge',
    status: 'succeeded',
    amount_captured: 1_000,
    currency: 'usd',
    payment_intent: intentId,
  };
  return {
    paymentId,
    intentId,
    charge,
    intent: { ...intent, object: 'payment_intent', status: 'succeeded' },
  };
}

async function run() {
  const handed: (string | null)[] = [];
  const keep = async (cursor: string | null) => void handed.push(cursor);
  return reconcileStripe(services()).run({ traceId: 'test', isByHand: true, cursor: null, keep });
}

async function report() {
  const stored = await db.collection(collections.config).doc(RECONCILIATION).get();
  return z.decode(ReconciliationReport, stored.data() as z.input<typeof ReconciliationReport>).reconciliation;
}

describe('a comparison with Stripe', () => {
  test('finds nothing if both sides agree, whatever was paid at the edge of its window', async () => {
    const uid = await openAccount(services().meter, 1);
    const paid = await Promise.all([bought(uid), bought(uid), bought(uid)]);
    // Paid here just within the time, listed by Stripe just outside of it: it is asked for by its name.
    const edge = await bought(uid, { agoMs: 8 * DAY_MS });
    stripe.objects.set(`/v1/payment_intents/${edge.intentId}`, edge.intent);
    stripe.objects.set(
      '/v1/charges',
      paid.map(({ charge }) => charge),
    );
    const refund = { id: 're_1', object: 'refund', amount: 300, currency: 'usd', status: 'succeeded' };
    const whole = { ...refund, payment_intent: paid[0]?.intentId };
    await handleStripeEvent(eventOf('refund.created', whole), services());
    stripe.objects.set('/v1/refunds', [whole]);
    expect(await run()).toEqual({ compared: 5, differences: 0, completed: 0 });
    expect(await report()).toMatchObject({ compared: 5, found: 0, differences: [], toMs: nowMs - HOUR_MS });
  });

  test('finds each planted difference and nothing else, stores it for admins, and repairs nothing', async () => {
    const uid = await openAccount(services().meter, 1);
    const [fine, untold, made, lost] = await Promise.all([
      bought(uid),
      bought(uid, { isTold: false }),
      bought(uid),
      bought(uid),
    ]);
    await db.collection(collections.ledger).doc(`purchase-${lost.paymentId}`).delete();
    const strange = { ...fine.charge, id: 'ch_x', payment_intent: 'pi_strange' };
    stripe.objects.set('/v1/charges', [fine.charge, untold.charge, lost.charge, strange]);
    const dispute = { id: 'dp_1', object: 'dispute', amount: 1_000, currency: 'usd', status: 'lost' };
    stripe.objects.set('/v1/disputes', [{ ...dispute, payment_intent: fine.intentId }]);
    const before = (await db.collection(collections.payments).get()).docs.map((doc) => doc.data());

    expect(await run()).toMatchObject({ differences: 5 });
    const { differences } = await report();
    expect(differences.map(({ kind, here, atStripe }) => [kind, here, atStripe]).sort()).toEqual(
      [
        ['payment-not-here', null, untold.intentId],
        ['payment-not-here', null, 'pi_strange'],
        ['payment-not-at-stripe', made.paymentId, made.intentId],
        ['not-granted', lost.paymentId, null],
        ['reversal-not-here', fine.paymentId, 'dp_1'],
      ].sort(),
    );
    expect((await db.collection(collections.payments).get()).docs.map((doc) => doc.data())).toEqual(before);
  });
});

describe('payments are completed with facts that no event reported', () => {
  const balance = { id: 'txn_1', object: 'balance_transaction', currency: 'eur' };
  const settled = { ...balance, amount: 920, fee: 57, net: 863, exchange_rate: 0.92 };
  /** As an earlier build left it. */
  const withoutFacts = async (paymentId: string) => {
    const none = { taxCents: FieldValue.delete(), discountCents: FieldValue.delete() };
    await db.collection(collections.payments).doc(paymentId).update(none);
  };
  const atStripe = (paid: Awaited<ReturnType<typeof bought>>) => {
    const expanded = { ...paid.intent, latest_charge: { id: 'ch_1', balance_transaction: settled } };
    stripe.objects.set(`/v1/payment_intents/${paid.intentId}`, expanded);
    const details = { amount_discount: 100, amount_tax: 160 };
    const session = { id: `cs_${paid.intentId}`, mode: 'payment', payment_status: 'paid', currency: 'usd' };
    stripe.objects.set(`/v1/checkout/sessions/cs_${paid.intentId}`, { ...session, total_details: details });
  };
  const read = async (paymentId: string) => {
    const stored = await db.collection(collections.payments).doc(paymentId).get();
    return z.decode(Payment, stored.data() as z.input<typeof Payment>);
  };

  test('for the last days and for older years, once each', async () => {
    const uid = await openAccount(services().meter, 1);
    const [recent, old] = await Promise.all([bought(uid), bought(uid, { agoMs: 400 * DAY_MS })]);
    for (const paid of [recent, old]) {
      await withoutFacts(paid.paymentId);
      atStripe(paid);
    }
    stripe.objects.set('/v1/charges', [recent.charge]);
    expect(await run()).toMatchObject({ differences: 0, completed: 2 });
    for (const { paymentId } of [recent, old]) {
      expect(await read(paymentId)).toMatchObject({
        ...{ discountCents: 100, taxCents: 160, paidCents: 1_000, state: 'paid' },
        settlement: {
          ...{ currency: 'eur', amountCents: 920, feeCents: 57, netCents: 863, exchangeRate: 0.92 },
        },
      });
    }
    expect(await run()).toMatchObject({ completed: 0 });
    expect((await report()).completeSinceMs).toBe(0);
  });

  test('not before the schema has these fields', async () => {
    db = await ownDb({ version: 2 });
    const uid = await openAccount(services().meter, 1);
    const paid = await bought(uid);
    atStripe(paid);
    stripe.objects.set('/v1/charges', [paid.charge]);
    expect(await run()).toMatchObject({ completed: 0 });
  });
});
