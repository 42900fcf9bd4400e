import type Stripe from 'stripe';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { paymentReducers } from '../../../src/payments/payment-reducers.ts';
import type { PaymentServices } from '../../../src/payments/payment-services.ts';
import { newPayment, openPayment } from '../../../src/payments/records/open-payment.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { newAccount } from '../../../src/platform/store/new-account.ts';
import { createFaultyStore, type Fault, noFault } from '../../faults/faulty-store.ts';
import { brokenInvariants } from '../../faults/invariants.ts';
import { MemoryStore } from '../../faults/memory-store.ts';
import type { VirtualTime } from '../../faults/virtual-time.ts';
import type { StripePayment } from '../../support/payments/stripe-events.ts';
import { memoryDb } from '../memory-db.ts';

/** An event on its way to one of several instances, so long after the schedule's beginning. */
export interface Delivery {
  readonly event: Stripe.Event;
  readonly afterMs: number;
  readonly instance: number;
}

export interface Schedule {
  readonly deliveries: readonly Delivery[];
  /** The n-th remote call meets the n-th fault. */
  readonly faults: readonly Fault[];
  /** When which instance is killed, with all that it was at. */
  readonly kills: readonly { readonly afterMs: number; readonly instance: number }[];
}

/** What a schedule is about beside payments, and what happens when all has been delivered. */
export interface ScheduleWorld {
  readonly services?: Partial<PaymentServices>;
  readonly afterwards?: (instance: ReturnType<typeof startInstance>, store: MemoryStore) => Promise<void>;
}

/** What a schedule has left, and which invariants were broken on the way. */
export type Left = ReturnType<typeof leftIn> & { readonly broken: readonly string[] };

export const INSTANCES = 3;
export const ACCOUNT = 'account';
export const PACK_MICROS = 1_000;
export const START_MS = Date.UTC(2026, 10, 25);
/** Stripe gives up waiting, and comes again. */
const PATIENCE_MS = 20_000;
const AGAIN_AFTER_MS = 1_000;

/** Delivers events as Stripe does: again until they are taken. What is left in the store is the answer. */
export async function runSchedule(
  payments: readonly StripePayment[],
  { deliveries, faults, kills }: Schedule,
  time: VirtualTime,
  { services, afterwards }: ScheduleWorld = {},
): Promise<Left> {
  const broken: string[] = [];
  const store: MemoryStore = new MemoryStore(() => broken.push(...brokenIn(store)));
  await openAll(store, payments);
  let calls = 0;
  const nextFault = () => faults[calls++] ?? noFault;
  const start = () => startInstance({ store, payments, time, nextFault, services });
  const instances = Array.from({ length: INSTANCES }, start);

  async function deliver({ event, afterMs, instance: first }: Delivery): Promise<void> {
    await time.sleep(afterMs);
    for (let at = first; ; at++) {
      const instance = instances[at % INSTANCES];
      const given = time.sleep(PATIENCE_MS).then(() => false);
      const taken = instance && (await Promise.race([given, instance.take(event)]));
      if (taken) return;
      await time.sleep(AGAIN_AFTER_MS);
    }
  }

  async function kill({ afterMs, instance }: Schedule['kills'][number]): Promise<void> {
    await time.sleep(afterMs);
    instances[instance]?.kill();
    instances[instance] = start();
  }

  await time.run(async () => {
    await Promise.all([...deliveries.map(deliver), ...kills.map(kill)]);
    // What was sent by those who were killed, or heard of by nobody, still lands.
    await time.sleep(120_000);
    const last = startInstance({ store, payments, time, nextFault: () => noFault, services });
    await afterwards?.(last, store);
  });
  return { ...leftIn(store), broken };
}

export function startInstance(context: {
  store: MemoryStore;
  payments: readonly StripePayment[];
  time: VirtualTime;
  nextFault: () => Fault;
  services?: Partial<PaymentServices> | undefined;
}) {
  const { store, payments, time, nextFault } = context;
  const now = () => START_MS + Math.floor(time.nowMs);
  const faulty = createFaultyStore({ store, sleep: (ms) => time.sleep(ms), nextFault });
  let isAlive = true;
  const call = async <T>(attempt: () => Promise<T>): Promise<T> => {
    await time.sleep(1);
    return isAlive ? attempt() : new Promise<never>(() => undefined);
  };
  const services = {
    db: memoryDb(store, call),
    meter: createMeter({ store: faulty, reducers: paymentReducers, now }),
    now,
    isLive: () => false,
    stripe: async () => ({
      paymentIntents: {
        retrieve: async (id: string) => ({
          metadata: payments.find(({ intentId }) => intentId === id) ?? {},
        }),
      },
    }),
    ...context.services,
  } as unknown as PaymentServices;
  return {
    services,
    take: (event: Stripe.Event) =>
      handleStripeEvent(event, services).then(
        () => true,
        () => false,
      ),
    kill() {
      isAlive = false;
      faulty.crash();
    },
  };
}

export async function openAll(store: MemoryStore, payments: readonly StripePayment[]): Promise<void> {
  const meter = createMeter({ store, reducers: paymentReducers, now: () => START_MS });
  const account = newAccount({ uid: ACCOUNT, email: null, name: null, kind: 'person' });
  await meter.submit(ACCOUNT, { kind: 'open', account, welcome: null });
  for (const { paymentId, amount, currency } of payments) {
    const payment = newPayment({
      ...{ accountId: ACCOUNT, uid: ACCOUNT, via: 'checkout', currency, amountCents: amount },
      bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros: PACK_MICROS },
      ...{ catalogVersion: 1, termsVersion: 'test', traceId: 'test' },
    });
    await meter.submit(ACCOUNT, openPayment({ accountId: ACCOUNT, paymentId, payment, customerId: 'cus_1' }));
  }
}

export function entriesIn(store: MemoryStore) {
  return new Map(
    store.ids('entry').flatMap((id) => {
      const entry = store.document('entry', id)?.value;
      return entry ? [[id, entry] as const] : [];
    }),
  );
}

function brokenIn(store: MemoryStore): string[] {
  const account = store.document('account', ACCOUNT)?.value;
  return account ? brokenInvariants({ account, activities: new Map(), entries: entriesIn(store) }) : [];
}

/** All that does not depend on when it was learnt. */
export function leftIn(store: MemoryStore) {
  const account = store.document('account', ACCOUNT)?.value;
  const granted = [...entriesIn(store)].filter(([, { kind }]) => kind === 'grant').map(([id]) => id);
  return {
    lots: account?.lots
      .map(({ lotId, remainingMicros, frozen }) => ({ lotId, remainingMicros, frozen }))
      .sort((a, b) => (a.lotId < b.lotId ? -1 : 1)),
    debtMicros: account?.debtMicros,
    status: account?.status,
    purchases: granted.filter((id) => id.startsWith('purchase-')).sort(),
    payments: store
      .ids('payment')
      .toSorted()
      .map((id) => {
        const payment = store.document('payment', id)?.value;
        return {
          ...payment,
          failure: null,
          traceId: null,
          paidAt: payment?.paidAt === null,
          lot: payment?.lot?.lotId,
        };
      }),
    plan: planIn(store),
    disputes: store.document('billing', ACCOUNT)?.value.disputes.toSorted(),
    parked: store.ids('event').filter((id) => store.document('event', id)?.value.state === 'parked'),
  };
}

/** Every plan of the account, but for when Stripe was asked. */
function planIn(store: MemoryStore) {
  const billing = store.document('billing', ACCOUNT)?.value;
  if (!billing) return null;
  const { subscription, paidPlan, otherSubscriptions, nextAllotmentAt } = billing;
  const others = (otherSubscriptions ?? []).map((one) => ({
    ...one,
    subscription: undated(one.subscription),
  }));
  return { subscription: undated(subscription), paidPlan, others, nextAllotmentAt };
}

function undated<S extends object | null>(subscription: S) {
  return subscription && { ...subscription, asOfMs: 0 };
}
