import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Billing,
  collections,
  DAY_MS,
  Payment,
  SECOND_MS,
  UNDO_ERASURE_MS,
} from '../../src/contract/index.ts';
import { endWork } from '../../src/generation/end-work.ts';
import type { ModelRun } from '../../src/generation/providers/models/model-run.ts';
import { createRunningWork } from '../../src/generation/running-work.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { newBilling } from '../../src/payments/records/new-billing.ts';
import { deleteCustomer, endPayments } from '../../src/payments/suspension/end-payments.ts';
import { pausePayments } from '../../src/payments/suspension/pause-payments.ts';
import { createActivities } from '../../src/platform/store/activities.ts';
import { createReels } from '../../src/platform/store/reels.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { eraseAccounts } from '../../src/privacy/erase-accounts.ts';
import { eraseDeletedUser } from '../../src/privacy/erase-deleted-user.ts';
import { privacyReducers } from '../../src/privacy/privacy-reducers.ts';
import { requestErasure } from '../../src/privacy/request-erasure.ts';
import { eraseAuditTexts } from '../../src/upkeep/seals/erase-audit-texts.ts';
import { logUsage } from '../../src/upkeep/usage/log-usage.ts';
import { loggedActivities } from '../../src/upkeep/usage/logged-activities.ts';
import { verifyAccount } from '../../src/upkeep/verify/verify-account.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { grantOf, newRequestId, openAccount } from '../support/accounts.ts';
import {
  callGenerateAs,
  catalogsOf,
  chatOf,
  contextOf,
  imageOf,
  newInstance,
  requestOf,
  until,
} from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { newPaymentInstance, setBilling, testReducers } from '../support/payments/payment-instance.ts';
import { openStripe, type StripeServer } from '../support/payments/stripe-server.ts';

const nothingQueued = { enqueueReel: async () => undefined, planOf: async () => null };

let stripe: StripeServer;
beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());

/** Somebody with a plan, a card, a top-up and a disputed purchase at Stripe. */
async function customer(services: ReturnType<typeof newPaymentInstance>, nowMs: number) {
  const uid = await openAccount(services.meter, 0);
  const paymentId = `${uid}_${newRequestId()}`;
  await services.meter.submit(uid, grantOf({ micros: 500_000_000, source: 'purchase' }));
  const customerId = `cus_${uid}`;
  const done: string[] = [];
  const subscription = {
    ...{ id: `sub_${uid}`, object: 'subscription', status: 'active', customer: customerId, created: 1 },
    ...{ ended_at: null, cancel_at: null, cancel_at_period_end: false, pause_collection: null },
    metadata: { accountId: uid },
    items: {
      data: [
        {
          ...{
            id: 'si_1',
            current_period_start: 1,
            current_period_end: Math.floor(nowMs / SECOND_MS) + 9_999,
          },
          price: {
            ...{ id: 'price_1', currency: 'usd', recurring: { interval: 'month' } },
            metadata: { product: 'plan:plus' },
          },
        },
      ],
    },
  };
  const listAt = `/v1/subscriptions?customer=${customerId}&limit=100`;
  stripe.objects.set(listAt, [subscription]);
  stripe.objects.set(`/v1/subscriptions/sub_${uid}`, subscription);
  stripe.onPost(`DELETE /v1/subscriptions/sub_${uid}`, () => {
    done.push('plan cancelled');
    stripe.objects.set(listAt, []);
    return Object.assign(subscription, { status: 'canceled' });
  });
  stripe.objects.set(`/v1/customers/${customerId}/payment_methods`, [
    { id: `pm_${uid}`, object: 'payment_method' },
  ]);
  stripe.onPost(`/v1/payment_methods/pm_${uid}/detach`, () => {
    done.push('card detached');
    return { id: `pm_${uid}`, object: 'payment_method' };
  });
  stripe.onPost(`DELETE /v1/customers/${customerId}`, () => {
    done.push('customer deleted');
    return { id: customerId, object: 'customer', deleted: true };
  });
  const plan = { subscriptionId: `sub_${uid}`, plan: 'plus', interval: 'month' } as const;
  const billing: Billing = {
    ...newBilling(uid),
    customerId,
    topUp: { belowMicros: 1, pack: 'starter', currency: 'usd', monthlyMaxCents: 2_000 },
    card: {
      ...{ paymentMethodId: `pm_${uid}`, brand: 'visa', last4: '4242' },
      ...{ expiresMonth: 1, expiresYear: 2040 },
    },
    subscription: {
      ...plan,
      ...{ status: 'active', isCancelled: false, endsAtMs: null, next: null, terms: null },
      ...{ periodStartMs: 0, periodEndMs: nowMs + 30 * DAY_MS, asOfMs: 0 },
    },
    disputes: ['dp_1'],
  };
  await services.meter.submit(
    uid,
    setBilling(uid, billing, [{ kind: 'note', fields: { topUpBelowMicros: 1 } }]),
  );
  const reversals = { dp_1: { kind: 'dispute', amountCents: 100, state: 'open' } };
  const payment = sampleOf(Payment, { accountId: uid, uid, state: 'disputed', reversals, refundsAsked: {} });
  const paymentAt = services.db.collection(collections.payments).doc(paymentId);
  await paymentAt.set(payment);
  return { uid, done, paymentAt };
}

test.each(['asks for it', 'is deleted in Auth'] as const)(
  'who %s in the middle of a generation is never charged again, and the books are whole',
  async (how) => {
    const db = await ownDb();
    const clock = { aheadMs: 0 };
    const now = () => Date.now() + clock.aheadMs;
    const meter = createMeter({
      store: createStore(db),
      reducers: { ...testReducers, ...privacyReducers },
      now,
    });
    const activities = createActivities(db);
    const instance = newInstance({
      ...{ meter, activities, now },
      runningWork: createRunningWork({ activities, worker: 'here' }),
      instanceId: 'here',
    });
    const paying = newPaymentInstance({ db, meter, now, stripe: async () => stripe.client });
    const { uid, done, paymentAt } = await customer(paying, now());
    const users = new Set([uid]);
    const missing = { code: 'auth/user-not-found' };
    const reels = createReels({ db, now });
    const erasing = {
      ...{ db, meter, now, eraseAuditTexts },
      auth: {
        getUser: async (id: string) =>
          users.has(id) ? ({ customClaims: {} } as never) : Promise.reject(missing),
        setCustomUserClaims: async () => undefined,
        deleteUser: async (id: string) => (users.delete(id) ? undefined : Promise.reject(missing)),
      },
      outputs: { remove: async () => undefined },
      announceErased: async () => undefined,
      endWork: (id: string) =>
        endWork({ ...instance, db, reels, identities: {} as never, ...nothingQueued }, id),
      endPayments: (id: string) => endPayments(paying, id),
      deleteCustomer: (id: string) => deleteCustomer(paying, id),
      loggedActivities: () => loggedActivities(db),
    };

    // One request is charged before.
    await callGenerateAs(instance, contextOf(uid), requestOf(chatOf('hello'))).answer;
    const { promise: began, resolve: begin } = Promise.withResolvers<void>();
    const hanging = {
      ...instance,
      runModel: ({ abortSignal }: ModelRun) => {
        begin();
        return new Promise<never>((_, reject) => {
          abortSignal.addEventListener('abort', () => reject(abortSignal.reason));
        });
      },
    };
    const { answer } = callGenerateAs(hanging, contextOf(uid), requestOf(imageOf('a kite')));
    const ended = answer.catch((error: { code: string }) => error);
    await began;

    if (how === 'is deleted in Auth') {
      users.delete(uid);
      await eraseDeletedUser(erasing, { uid, traceId: 't' });
    } else {
      const context = { ...contextOf(uid), signedInMs: now() };
      await requestErasure(erasing)({}, context, () => undefined);
    }
    await ended;
    expect(done).toEqual(['plan cancelled', 'card detached']);
    const billing = await db.collection(collections.billing).doc(uid).get();
    expect(billing.data()).toMatchObject({ card: null, topUp: null });
    const work = await until(async () => {
      const found = await db.collection(collections.activities).where('accountId', '==', uid).get();
      return found.docs.every((one) => one.get('endedAt') !== null) && found;
    });
    expect(work.docs.map((one) => one.get('failure')?.code ?? one.get('status')).sort()).toEqual([
      'cancelled',
      'completed',
    ]);
    const account = async () => (await db.collection(collections.accounts).doc(uid).get()).data();
    expect(await account()).toMatchObject({ status: 'suspended', topUpBelowMicros: null });
    // Nothing new begins.
    const again = callGenerateAs(instance, contextOf(uid), requestOf(chatOf('more')));
    await expect(again.answer).rejects.toMatchObject({ code: 'suspended' });

    clock.aheadMs = UNDO_ERASURE_MS + 60_000;
    await logUsage({ db, now, catalogs: catalogsOf(), settledAfterMs: 0 } as never, oneRun);
    expect(await eraseAccounts(erasing).run(oneRun)).toMatchObject({ erased: 1, failed: 0 });
    expect(await account()).toMatchObject({ lots: [], email: null, searchPrefixes: [] });
    expect((await db.collection(collections.prompts).get()).size).toBe(0);
    expect((await db.collection(collections.results).get()).size).toBe(0);
    expect(users.size).toBe(0);
    // The dispute is open, so the customer and the place of the request stay.
    expect(done).not.toContain('customer deleted');
    const kept = await db.collection(collections.activities).where('accountId', '==', uid).get();
    expect(kept.docs.map((one) => [one.get('client.ip'), one.get('promptPreview')])).toEqual([
      ['203.0.113.7', ''],
      ['203.0.113.7', ''],
    ]);
    const verified = () =>
      verifyAccount(db, { accountId: uid, nowMs: now(), checkpoint: null, catalogs: catalogsOf() });
    expect(await verified()).toMatchObject({ drifts: [] });

    await paymentAt.update({ 'reversals.dp_1.state': 'done' });
    clock.aheadMs += 2 * DAY_MS;
    await eraseAccounts(erasing).run(oneRun);
    expect(done).toEqual(['plan cancelled', 'card detached', 'customer deleted']);
    expect((await db.collection(collections.activities).where('accountId', '==', uid).get()).size).toBe(0);
    expect((await db.collection(collections.billing).doc(uid).get()).exists).toBe(false);
    expect(await verified()).toMatchObject({ drifts: [] });

    const pausing = pausePayments({
      ...paying,
      auth: { getUsers: async () => ({ users: [], notFound: [] }) },
    });
    await pausing.run(oneRun);
    expect(stripe.charges).toEqual([]);
    instance.close();
  },
);
