import { randomUUID } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import type Stripe from 'stripe';
import { createMeter } from '../../../functions/src/meter/lane/meter.ts';
import { paymentReducers } from '../../../functions/src/payments/payment-reducers.ts';
import type { PaymentServices } from '../../../functions/src/payments/payment-services.ts';
import { newPayment, openPayment } from '../../../functions/src/payments/records/open-payment.ts';
import { handleStripeEvent } from '../../../functions/src/payments/webhooks/handle-stripe-event.ts';
import { newAccount } from '../../../functions/src/platform/store/new-account.ts';
import { createStore } from '../../../functions/src/platform/store/store.ts';
import { firestoreAt } from '../arms/firestore.ts';
import { atMost, type Figure, type Part } from '../figures.ts';
import { type Bench, roundTripMs } from '../lab.ts';
import { median, timed } from '../load.ts';
import { countingWire, distantWire } from '../wire/wire.ts';

/** The most that a webhook may ask of the store. */
const MAX_CALLS = 3;

const webhooks = {
  'a paid checkout, on an instance that has never seen the account': 'paid',
  'the same event a second time': 'again',
  'a refund': 'refunded',
  'a dispute': 'disputed',
  'a dispute that is won': 'won',
} as const;
type Webhook = (typeof webhooks)[keyof typeof webhooks];
const order = Object.values(webhooks);

/** What a webhook of Stripe's asks of the store, and how long it takes; its signature costs no call. */
export async function payments({ lab, progress }: Bench): Promise<Part> {
  progress.note('counting');
  const calls = await count(lab.address);
  progress.note('timing, as measured');
  const near = await time(lab.address, lab.size.operations);
  progress.note(`timing, ${roundTripMs} ms a round trip`);
  await using distance = await distantWire(lab.address, roundTripMs);
  const far = await time(distance.address, lab.size.operations);
  return {
    name: 'payments',
    title: 'A webhook of Stripe’s, from its event to the credits',
    figures: [
      ...Object.entries(webhooks).map(([what, kind]): Figure => {
        const made = calls.get(kind) ?? Number.NaN;
        const target = atMost(MAX_CALLS, made, 'count');
        return { what: `remote calls for ${what}`, unit: 'count', values: { Firemeter: made }, target };
      }),
      { what: 'time of a paid checkout as measured, median', unit: 'ms', values: { Firemeter: near } },
      {
        what: `time of a paid checkout with ${roundTripMs} ms a round trip, median`,
        unit: 'ms',
        values: { Firemeter: far },
      },
    ],
    notes: [
      'A paid checkout names its payment: one read of account, payment and event, one commit of all that follows. A refund or a dispute names what was charged: one query more finds the payment.',
    ],
  };
}

async function count(address: string): Promise<Map<Webhook, number>> {
  await using wire = await countingWire(address);
  const db = firestoreAt(wire.address);
  const { tell } = await newOrder(db);
  const calls = new Map<Webhook, number>();
  const services = instance(db);
  for (const kind of order) {
    const before = (await wire.counts()).calls;
    await handleStripeEvent(tell(kind), services);
    calls.set(kind, (await wire.counts()).calls - before);
  }
  await db.terminate();
  return calls;
}

/** Each on an account and an instance of its own, as rare webhooks meet them. */
async function time(address: string, rounds: number): Promise<number> {
  const db = firestoreAt(address);
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { tell } = await newOrder(db);
    const services = instance(db);
    const event = tell('paid');
    tookMs.push(await timed(() => handleStripeEvent(event, services)));
  }
  await db.terminate();
  return median(tookMs);
}

function instance(db: Firestore): PaymentServices {
  return {
    db,
    meter: createMeter({ store: createStore(db), reducers: paymentReducers }),
    now: Date.now,
    isLive: () => false,
    stripe: () => Promise.reject(new Error('Stripe is not asked')),
  } as unknown as PaymentServices;
}

/** An account that has ordered a pack, and what Stripe may tell of it. */
async function newOrder(db: Firestore) {
  const accountId = randomUUID();
  const paymentId = `${accountId}_order`;
  const intentId = `pi_${accountId}`;
  const { meter } = instance(db);
  const account = newAccount({ uid: accountId, email: null, name: null, kind: 'person' });
  await meter.submit(accountId, { kind: 'open', account, welcome: null });
  const payment = newPayment({
    ...{ accountId, uid: accountId, via: 'checkout', currency: 'usd', amountCents: 1_000 },
    bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros: 100_000_000 },
    ...{ catalogVersion: 1, termsVersion: 'bench', traceId: 'bench' },
  });
  await meter.submit(accountId, openPayment({ accountId, paymentId, payment, customerId: 'cus_1' }));

  const about = { payment_intent: intentId, currency: 'usd' };
  const session = {
    ...about,
    id: `cs_${accountId}`,
    mode: 'payment',
    payment_status: 'paid',
    amount_total: 1_000,
  };
  const dispute = { ...about, id: `dp_${accountId}`, amount: 1_000 };
  const ids = new Map<Webhook, string>();
  const eventOf = (kind: Webhook, type: string, object: object) => {
    const id = ids.get(kind) ?? `evt_${randomUUID()}`;
    ids.set(kind, id);
    return { id, type, created: 1, livemode: false, data: { object } } as unknown as Stripe.Event;
  };
  function tell(kind: Webhook): Stripe.Event {
    switch (kind) {
      case 'paid':
      case 'again':
        return eventOf('paid', 'checkout.session.completed', {
          ...session,
          metadata: { accountId, paymentId },
        });
      case 'refunded':
        return eventOf(kind, 'refund.created', {
          ...about,
          id: `re_${accountId}`,
          amount: 300,
          status: 'succeeded',
        });
      case 'disputed':
        return eventOf(kind, 'charge.dispute.created', { ...dispute, status: 'needs_response' });
      case 'won':
        return eventOf(kind, 'charge.dispute.closed', { ...dispute, status: 'won' });
    }
  }
  return { tell };
}
