import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  AppError,
  Billing,
  balanceMicros,
  builtInOperations,
  collections,
  defaultCatalog,
  type Operation,
  type Pack,
  Payment,
  paymentIdOf,
  TERMS_VERSION,
} from '../../src/contract/index.ts';
import { validateAndDeductCredits } from '../../src/generation/calls/validate-and-deduct-credits.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { paymentReducers } from '../../src/payments/payment-reducers.ts';
import { newBilling } from '../../src/payments/records/new-billing.ts';
import { runTopUp, type TopUpServices } from '../../src/payments/top-ups/run-top-up.ts';
import { setTopUp } from '../../src/payments/top-ups/set-top-up.ts';
import { COOL_DOWN_MS } from '../../src/payments/top-ups/top-up.ts';
import { createTopUpQueue, type TopUpTask } from '../../src/payments/top-ups/top-up-queue.ts';
import { handleStripeEvent } from '../../src/payments/webhooks/handle-stripe-event.ts';
import type { AgreementChecks } from '../../src/platform/calls/agreement-checks.ts';
import { createActivities } from '../../src/platform/store/activities.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { createAgreementChecks } from '../../src/safety/terms/create-agreement-checks.ts';
import {
  credits,
  expectBooksBalance,
  newRequestId,
  openAccount,
  suspendOf,
  testDb,
} from '../support/accounts.ts';
import { catalogsOf, contextOf } from '../support/backend.ts';
import { type ChargeEnd, eventOf, openStripe, type StripeServer } from '../support/payments/stripe-server.ts';

const settings = { belowMicros: credits(600), pack: 'starter', currency: 'usd', monthlyMaxCents: 2_500 };
const starter = defaultCatalog.packs.starter as Pack;
const inYenToo = {
  ...defaultCatalog,
  packs: { starter: { ...starter, prices: { ...starter.prices, jpy: 1_500 } } },
};
const db = testDb();
let stripe: StripeServer;

beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());

/** Instances of the backend, each with its own lanes, and a queue that knows no names and delivers every task twice. */
class World {
  readonly waits: { accountId: string; atMs: number }[] = [];
  readonly looks: TopUpTask[] = [];
  readonly #running: Promise<void>[] = [];
  /** In the middle of a month: what is charged counts per calendar month. */
  nowMs = Date.UTC(2026, 10, 15);
  /** Why nobody may be charged. */
  refusal: AppError | null = null;

  services(): TopUpServices & { agreements: AgreementChecks } {
    const now = () => this.nowMs;
    return {
      db,
      now,
      meter: createMeter({ store: createStore(db), reducers: paymentReducers, now }),
      catalogs: catalogsOf(inYenToo),
      stripe: async () => stripe.client,
      isLive: () => false,
      siteAddress: () => 'https://app.example.com',
      hasAutomaticTax: () => false,
      topUps: createTopUpQueue({ queue: { add: this.#add }, now }),
      checkEligibility: async () => this.refusal,
      agreements: createAgreementChecks({ db, now }),
    };
  }

  readonly #add = async (_: string, task: TopUpTask, atMs?: number): Promise<void> => {
    if (atMs !== undefined) this.waits.push({ ...task, atMs });
    else {
      this.looks.push(task);
      for (const services of [this.services(), this.services()]) this.#running.push(runTopUp(services, task));
    }
  };

  async settled(): Promise<void> {
    await Promise.all(this.#running.splice(0));
  }
}

let world: World;
beforeEach(() => {
  world = new World();
  stripe.chargesEnd('paid');
});

async function billingOf(uid: string): Promise<Billing> {
  const stored = await db.collection(collections.billing).doc(uid).get();
  return z.decode(Billing, stored.data() as z.input<typeof Billing>);
}

async function paymentsOf(uid: string): Promise<Payment[]> {
  const { docs } = await db.collection(collections.payments).where('uid', '==', uid).get();
  return docs.map((doc) => z.decode(Payment, doc.data() as z.input<typeof Payment>));
}

const chargesOf = (uid: string) =>
  stripe.charges.filter(({ form }) => form.get('metadata[accountId]') === uid);

/** Somebody with credits, a saved card, and the top-up on. */
async function person(balance: number, topUp: Partial<typeof settings> = {}): Promise<string> {
  const services = world.services();
  const uid = await openAccount(services.meter, balance);
  const card = { paymentMethodId: 'pm_1', brand: 'visa', last4: '4242', expiresMonth: 1, expiresYear: 2030 };
  const billing = z.encode(Billing, { ...newBilling(uid), customerId: 'cus_1', card });
  await db.collection(collections.billing).doc(uid).set(billing);
  const request = { topUp: { ...settings, ...topUp }, termsVersion: TERMS_VERSION };
  await setTopUp(services)(request, contextOf(uid), () => undefined);
  return uid;
}

/** A hold for work done elsewhere, at the price of a picture. */
function hold(services: ReturnType<typeof instanceOf>, uid: string): Promise<unknown> {
  const request = {
    requestId: newRequestId(services.now()),
    operation: 'image',
    model: 'nano-banana',
    quantity: { images: 1 },
    prompt: 'a fox',
    shownPriceMicros: credits(5),
    catalogVersion: 1,
  };
  return validateAndDeductCredits(services)(request, contextOf(uid), () => undefined);
}

const image = { ...defaultCatalog.operations.image, limit: null } as Operation;
const unlimitedCatalog = { ...defaultCatalog, operations: { ...defaultCatalog.operations, image } };

function instanceOf() {
  const services = { ...world.services(), catalogs: catalogsOf(unlimitedCatalog) };
  const moderate = async () => null;
  const reachableProviders = () => new Set<string>();
  const own = { instanceId: 'test', reachableProviders, digestKey: () => 'test-key' };
  return { ...services, ...own, moderate, operations: builtInOperations, activities: createActivities(db) };
}

describe('a hundred requests at once that cross the threshold', () => {
  test('four instances that each request a check make one top-up, and every credit is accounted for', async () => {
    const uid = await person(650);
    const instances = Array.from({ length: 4 }, instanceOf);
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const { topUps } = world.services();
        return hold({ ...(instances[index % 4] ?? instanceOf()), topUps }, uid);
      }),
    );
    await world.settled();
    expect(world.looks.length).toBeGreaterThan(50);
    expect(chargesOf(uid)).toHaveLength(1);
    expect(await paymentsOf(uid)).toMatchObject([
      { via: 'top-up', state: 'paid', paidCents: 1_000, termsVersion: TERMS_VERSION },
    ]);
    expect((await billingOf(uid)).topUpState).toMatchObject({ count: 1, charge: null, chargedCents: 1_000 });
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, world.nowMs)).toBe(credits(650 - 100 * 5 + 100));
  });

  test('charge no user who was deleted, disabled or suspended since', async () => {
    const uid = await person(602);
    world.refusal = new AppError('unauthenticated', { reason: 'account-gone' });
    await hold(instanceOf(), uid);
    await world.settled();
    expect(world.looks.length).toBeGreaterThan(0);
    expect(chargesOf(uid)).toEqual([]);
    expect(await paymentsOf(uid)).toEqual([]);
  });

  test('an account without a top-up, or with enough credits, is not checked', async () => {
    const uid = await person(650, { belowMicros: credits(100) });
    const other = await openAccount(world.services().meter, 10);
    await Promise.all([hold(instanceOf(), uid), hold(instanceOf(), other)]);
    expect(world.looks).toEqual([]);
  });

  test('a request that is rejected for lack of credits also requests a check', async () => {
    const uid = await person(2, { belowMicros: credits(1) });
    await testMeter().submit(uid, { kind: 'note', fields: { topUpBelowMicros: credits(3) } });
    await expect(hold(instanceOf(), uid)).rejects.toMatchObject({ code: 'insufficient-credits' });
    expect(world.looks).toEqual([{ accountId: uid }]);
    await world.settled();
  });
});

const testMeter = () => world.services().meter;
const look = (uid: string) => runTopUp(world.services(), { accountId: uid });

describe('a charge', () => {
  test.each<[ChargeEnd, string]>([
    ['declined', 'declined'],
    ['authentication-required', 'authentication-required'],
  ])('that is %s turns the top-up off, and its person is told why', async (end, stopped) => {
    stripe.chargesEnd(end);
    const uid = await person(100);
    await world.settled();
    await look(uid);
    expect(chargesOf(uid)).toHaveLength(1);
    expect(await billingOf(uid)).toMatchObject({
      topUp: null,
      topUpState: { stopped, charge: null, chargedCents: 0 },
    });
    expect(await paymentsOf(uid)).toMatchObject([{ state: 'failed', entryId: null }]);
    const { account } = await expectBooksBalance(uid);
    expect(account.topUpBelowMicros).toBeNull();
    expect(balanceMicros(account, world.nowMs)).toBe(credits(100));
  });

  test('whose response was lost is paid once: by the check that retries it, or by the event', async () => {
    stripe.chargesEnd('lost');
    const uid = await person(100, { belowMicros: credits(50) });
    await testMeter().submit(uid, { kind: 'note', fields: { topUpBelowMicros: null } });
    const change = { topUp: { ...settings }, termsVersion: TERMS_VERSION };
    const quiet = {
      ...world.services(),
      topUps: { check: async () => undefined, sawBalance: async () => undefined },
    };
    await setTopUp(quiet)(change, contextOf(uid), () => undefined);
    await expect(look(uid)).rejects.toMatchObject({ code: 'payments-unavailable' });
    expect((await billingOf(uid)).topUpState.charge).toMatchObject({ cause: 'topup-1' });

    stripe.chargesEnd('paid');
    const [charge] = chargesOf(uid);
    const metadata = { accountId: uid, paymentId: paymentIdOf({ accountId: uid, cause: 'topup-1' }) };
    const intent = { id: charge?.id, amount: 1_000, amount_received: 1_000, currency: 'usd', metadata };
    await Promise.all([
      look(uid),
      look(uid),
      handleStripeEvent(eventOf('payment_intent.succeeded', intent), world.services()),
    ]);
    expect(chargesOf(uid)).toHaveLength(1);
    expect((await billingOf(uid)).topUpState).toMatchObject({
      charge: null,
      chargedCents: 1_000,
      stopped: null,
    });
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, world.nowMs)).toBe(credits(200));
  });

  test('is not repeated during the cool-down: the next check is postponed, and then charges', async () => {
    const uid = await person(100);
    await world.settled();
    await look(uid);
    expect(chargesOf(uid)).toHaveLength(1);
    expect(world.waits).toEqual([{ accountId: uid, atMs: world.nowMs + COOL_DOWN_MS }]);
    world.nowMs += COOL_DOWN_MS;
    await look(uid);
    expect(chargesOf(uid)).toHaveLength(2);
    world.nowMs += COOL_DOWN_MS;
    await look(uid);
    expect(chargesOf(uid)).toHaveLength(2);
    expect((await billingOf(uid)).topUpState.chargedCents).toBe(2_000);
  });

  test('is not made for a suspended account', async () => {
    const uid = await person(100, { belowMicros: credits(1) });
    await testMeter().submit(uid, suspendOf('suspend'));
    await testMeter().submit(uid, { kind: 'note', fields: { topUpBelowMicros: credits(500) } });
    await look(uid);
    expect(chargesOf(uid)).toEqual([]);
  });
});

describe('the setting', () => {
  test('needs a saved card, a pack that is sold, and a month that allows for one', async () => {
    const uid = await openAccount(testMeter(), 1);
    const set = (topUp: typeof settings | null) =>
      setTopUp(world.services())({ topUp, termsVersion: TERMS_VERSION }, contextOf(uid), () => undefined);
    await expect(set(settings)).rejects.toMatchObject({ code: 'not-found' });
    await expect(set({ ...settings, pack: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(set({ ...settings, monthlyMaxCents: 999 })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  test('keeps the charges of the month when it is turned off and on again', async () => {
    const uid = await person(100);
    await world.settled();
    const services = world.services();
    for (const topUp of [null, { ...settings, monthlyMaxCents: 1_500 }]) {
      await setTopUp(services)({ topUp, termsVersion: TERMS_VERSION }, contextOf(uid), () => undefined);
    }
    world.nowMs += COOL_DOWN_MS;
    await look(uid);
    expect(chargesOf(uid)).toHaveLength(1);
  });

  test('counts the charges of a month separately in each currency', async () => {
    const uid = await person(100);
    await world.settled();
    const set = (topUp: typeof settings) =>
      setTopUp(world.services())({ topUp, termsVersion: TERMS_VERSION }, contextOf(uid), () => undefined);
    expect((await billingOf(uid)).topUpState).toMatchObject({ chargedCents: 1_000 });

    await set({ ...settings, currency: 'jpy', monthlyMaxCents: 1_500 });
    expect((await billingOf(uid)).topUpState).toMatchObject({ chargedCents: 0 });
    world.nowMs += COOL_DOWN_MS;
    await look(uid);
    expect(chargesOf(uid).map(({ form }) => [form.get('amount'), form.get('currency')])).toEqual([
      ['1000', 'usd'],
      ['1500', 'jpy'],
    ]);
    expect((await billingOf(uid)).topUpState).toMatchObject({ chargedCents: 1_500 });

    await set({ ...settings, monthlyMaxCents: 1_500 });
    expect((await billingOf(uid)).topUpState).toMatchObject({ chargedCents: 1_000 });
    world.nowMs += COOL_DOWN_MS;
    await look(uid);
    expect(chargesOf(uid)).toHaveLength(2);
  });

  test('that changes to another currency during a charge doesn’t subtract what it never counted', async () => {
    const uid = await person(100);
    await world.settled();
    stripe.chargesEnd('lost');
    world.nowMs += COOL_DOWN_MS;
    await expect(look(uid)).rejects.toMatchObject({ code: 'payments-unavailable' });
    const topUp = { ...settings, currency: 'jpy', monthlyMaxCents: 1_500 };
    const quiet = {
      ...world.services(),
      topUps: { check: async () => undefined, sawBalance: async () => undefined },
    };
    await setTopUp(quiet)({ topUp, termsVersion: TERMS_VERSION }, contextOf(uid), () => undefined);
    const metadata = { accountId: uid, paymentId: paymentIdOf({ accountId: uid, cause: 'topup-2' }) };
    const intent = { id: 'pi_declined', amount: 1_000, currency: 'usd', metadata };
    await handleStripeEvent(eventOf('payment_intent.payment_failed', intent), world.services());
    expect((await billingOf(uid)).topUpState).toMatchObject({ chargedCents: 0, stopped: 'declined' });
  });
});
