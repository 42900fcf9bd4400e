import type { Firestore } from 'firebase-admin/firestore';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { MINUTE_MS, Payment, StripeEvent } from '../../../src/contract/index.ts';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { paymentReducers } from '../../../src/payments/payment-reducers.ts';
import type { PaymentServices } from '../../../src/payments/payment-services.ts';
import { newPayment, openPayment } from '../../../src/payments/records/open-payment.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { retryParkedEvents } from '../../../src/payments/webhooks/retry-parked-events.ts';
import { collection, decodeDocument } from '../../../src/platform/store/documents.ts';
import { createStore } from '../../../src/platform/store/store.ts';
import { newRequestId, openAccount } from '../../support/accounts.ts';
import { oneRun } from '../../support/one-run.ts';
import { ownDb } from '../../support/own-db.ts';
import { newPaymentInstance } from '../../support/payments/payment-instance.ts';
import {
  disputeOf,
  eventOf,
  refundOf,
  type StripePayment,
  sessionOf,
} from '../../support/payments/stripe-events.ts';
import { openStripe, type StripeServer } from '../../support/payments/stripe-server.ts';

let stripe: StripeServer;
beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());

/** A store of its own, at a time that the test sets. */
async function newWorld() {
  const db = await ownDb();
  const clock = { nowMs: Date.now() };
  const now = () => clock.nowMs;
  const services = newPaymentInstance({
    ...{ db, now, meter: createMeter({ store: createStore(db), reducers: paymentReducers, now }) },
    stripe: async () => stripe.client,
  });
  return {
    db,
    clock,
    services,
    tell(event: Stripe.Event) {
      stripe.objects.set(`/v1/events/${event.id}`, event);
      return handleStripeEvent(event, services);
    },
    retry: (isByHand = false) => retryParkedEvents(services).run({ ...oneRun, isByHand }),
  };
}

/** An order that is not on record yet, of an account that is not open yet. */
function orderOf(accountId: string): StripePayment {
  const paymentId = `${accountId}_${newRequestId()}`;
  return { accountId, paymentId, intentId: `pi_${accountId}`, amount: 1_000, currency: 'usd' };
}

async function putOnRecord({ meter }: PaymentServices, order: StripePayment): Promise<void> {
  const { accountId, paymentId, amount, currency } = order;
  const payment = newPayment({
    ...{ accountId, uid: accountId, via: 'checkout', currency, amountCents: amount },
    bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros: 100 },
    ...{ catalogVersion: 1, termsVersion: 'test', traceId: 'test' },
  });
  await meter.submit(accountId, openPayment({ accountId, paymentId, payment, customerId: 'cus_1' }));
}

const read = async (db: Firestore, id: string) =>
  decodeDocument(Payment, await collection(db, 'payments').doc(id).get())?.value ?? null;
const readEvent = async (db: Firestore, id: string) =>
  decodeDocument(StripeEvent, await collection(db, 'stripeEvents').doc(id).get())?.value ?? null;

test('a payment and its events have the same outcome in any order, without an admin', async () => {
  const world = await newWorld();
  const { db, services, tell } = world;
  const steps = ['open', 'paid', 'refunded', 'disputed', 'won'] as const;
  const orders = permutations(steps).filter((_, index) => index % 5 === 0);
  const told = await Promise.all(
    orders.map(async (names) => {
      // Nothing at Stripe says whose the payment is: as it is with the intent of an invoice.
      const accountId = `u${newRequestId().slice(-12)}`;
      const order = orderOf(accountId);
      stripe.objects.set(`/v1/payment_intents/${order.intentId}`, { id: order.intentId, metadata: {} });
      const refund = refundOf(order, { id: `re_${accountId}`, amount: 300, status: 'succeeded' });
      const dispute = (status: string) => disputeOf(order, { id: `dp_${accountId}`, status });
      for (const name of names) {
        if (name === 'open') {
          await openAccount(services.meter, 0, accountId);
          await putOnRecord(services, order);
        } else if (name === 'paid') await tell(eventOf('checkout.session.completed', sessionOf(order)));
        else if (name === 'refunded') await tell(eventOf('refund.created', refund));
        else if (name === 'disputed')
          await tell(eventOf('charge.dispute.created', dispute('needs_response')));
        else await tell(eventOf('charge.dispute.closed', dispute('won')));
      }
      return order;
    }),
  );
  world.clock.nowMs += 6 * MINUTE_MS;
  await world.retry();
  for (const [index, { paymentId, accountId }] of told.entries()) {
    const { state, refundedCents, revokedMicros } = (await read(db, paymentId)) ?? {};
    const account = await collection(db, 'accounts').doc(accountId).get();
    const left = account.get('lots').map((lot: { remainingMicros: number }) => lot.remainingMicros);
    expect({ order: orders[index], state, refundedCents, revokedMicros, left }).toEqual({
      order: orders[index],
      ...{ state: 'partly-refunded', refundedCents: 300, revokedMicros: 30, left: [70] },
    });
  }
  const parked = await collection(db, 'stripeEvents').where('state', '==', 'parked').get();
  expect(parked.docs.map(({ id }) => id)).toEqual([]);
});

test('an event that needs an admin is left to them, and one whose payment never arrives is retried less and less often', async () => {
  const world = await newWorld();
  const order = orderOf('nobody');
  const unknown = eventOf('invoice.created', {});
  const early = eventOf('checkout.session.completed', sessionOf(order));
  await world.tell(unknown);
  expect(await world.tell(early)).toEqual({ state: 'parked', why: 'no-account' });
  const { retryAt: _, ...before } = (await readEvent(world.db, early.id)) as StripeEvent;
  const triedAtMinutes: number[] = [];
  world.clock.nowMs += 1;
  for (let minutes = 0; minutes < 200; minutes += 5) {
    const { tried } = await world.retry();
    if (tried) triedAtMinutes.push(minutes);
    world.clock.nowMs += 5 * MINUTE_MS;
  }
  expect(triedAtMinutes).toEqual([5, 15, 35, 75, 155]);
  expect(await readEvent(world.db, early.id)).toMatchObject(before);
  expect(await readEvent(world.db, unknown.id)).toMatchObject({ state: 'parked', why: 'unknown-type' });

  await openAccount(world.services.meter, 0, order.accountId);
  await putOnRecord(world.services, order);
  expect(await world.retry()).toEqual({ tried: 0, handled: 0 });
  expect(await world.retry(true)).toEqual({ tried: 1, handled: 1 });
  expect(await read(world.db, order.paymentId)).toMatchObject({ state: 'paid' });
});

test('events that need an admin don’t delay the rest of a run by hand, however many there are', async () => {
  const world = await newWorld();
  const order = orderOf('late');
  await world.tell(eventOf('checkout.session.completed', sessionOf(order)));
  const unknown = await readEvent(world.db, (await parkUnknown(world)).id);
  const batch = world.db.batch();
  for (let count = 0; count < 500; count++) {
    const id = `evt_0${String(count).padStart(3, '0')}`;
    batch.set(collection(world.db, 'stripeEvents').doc(id), z.encode(StripeEvent, unknown as StripeEvent));
  }
  await batch.commit();
  await openAccount(world.services.meter, 0, order.accountId);
  await putOnRecord(world.services, order);
  expect(await world.retry(true)).toEqual({ tried: 1, handled: 1 });
});

async function parkUnknown(world: Awaited<ReturnType<typeof newWorld>>): Promise<Stripe.Event> {
  const event = eventOf('invoice.created', {});
  await world.tell(event);
  return event;
}

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));
}
