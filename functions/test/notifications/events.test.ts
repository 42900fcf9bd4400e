import { beforeEach, describe, expect, test } from 'vitest';
import {
  Billing,
  builtInOperations,
  collections,
  DAY_MS,
  defaultCatalog,
  MINUTE_MS,
  Notification,
  Payment,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { billingNotices } from '../../src/notifications/events/billing-notices.ts';
import { ledgerHooks } from '../../src/notifications/events/ledger-hooks.ts';
import { paymentNotices } from '../../src/notifications/events/payment-notices.ts';
import { markNotificationsRead } from '../../src/notifications/mark-notifications-read.ts';
import { createNotifier } from '../../src/notifications/notifier.ts';
import { notifyOfAudit } from '../../src/notifications/notify-of-changes.ts';
import { sendReminders } from '../../src/notifications/send-reminders.ts';
import { runHooks } from '../../src/platform/store/run-hooks.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { credits, grantOf, holdOf, openAccount, suspendOf, workedOf } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';

const db = await ownDb();
const clock = { nowMs: Date.now() };
const now = () => clock.nowMs;
const meter = createMeter({ store: createStore(db) });
const notifier = createNotifier({
  ...{ db, now, sendsEmail: () => false },
  outbox: { schedule: async () => undefined },
});
const hooks = ledgerHooks({
  ...{ db, now, notifier, operations: builtInOperations },
  catalogs: { current: async () => ({ catalog: defaultCatalog }) as never },
});

beforeEach(() => {
  clock.nowMs = Date.now();
});

async function notificationsOf(uid: string) {
  const { docs } = await db.collection(collections.notifications).where('uid', '==', uid).get();
  return docs.map((doc) => ({ id: doc.id, ...decoded(doc.data()) }));
}
const decoded = (data: object) => Notification.parse({ ...data });
const kindsOf = async (uid: string) => (await notificationsOf(uid)).map(({ kind }) => kind).sort();

/** Delivers every entry of an account so many times, as the trigger may. */
async function deliver(accountId: string, times = 1): Promise<void> {
  const { docs } = await db.collection(collections.ledger).where('accountId', '==', accountId).get();
  const inOrder = docs.sort((a, b) => a.createTime.toMillis() - b.createTime.toMillis());
  for (let time = 0; time < times; time++) for (const entry of inOrder) await runHooks(hooks, entry);
}

const delivered = new Set<string>();
async function deliverNew(accountId: string): Promise<void> {
  const { docs } = await db.collection(collections.ledger).where('accountId', '==', accountId).get();
  for (const entry of docs) {
    if (delivered.has(entry.id)) continue;
    delivered.add(entry.id);
    await runHooks(hooks, entry);
  }
}

async function spend(uid: string, amount: number, label?: string): Promise<void> {
  const unlabeled = holdOf(uid, { priceMicros: credits(amount) } as never);
  const hold = label === undefined ? unlabeled : { ...unlabeled, draft: { ...unlabeled.draft, label } };
  await meter.submit(uid, hold);
  await meter.submit(uid, workedOf(hold, { captureMicros: credits(amount) }));
}

describe('low credits', () => {
  test('warn once, and again only after the balance has recovered by a fifth', async () => {
    const uid = await openAccount(meter, 12);
    const warnings = async () => (await kindsOf(uid)).filter((kind) => kind === 'credits-low').length;
    await spend(uid, 1);
    await deliverNew(uid);
    expect(await warnings()).toBe(0);
    await spend(uid, 2);
    await deliverNew(uid);
    expect(await warnings()).toBe(1);
    await spend(uid, 1);
    await deliverNew(uid);
    expect(await warnings()).toBe(1);
    // From 8 to 11.5 and down again: not enough.
    await meter.submit(uid, grantOf({ micros: credits(3.5) }));
    await deliverNew(uid);
    await spend(uid, 2);
    await deliverNew(uid);
    expect(await warnings()).toBe(1);
    // From 9.5 to 12.5 and down again.
    await meter.submit(uid, grantOf({ micros: credits(3) }));
    await deliverNew(uid);
    await spend(uid, 3);
    await deliverNew(uid);
    expect(await warnings()).toBe(2);
  });

  test('warn once although each entry is delivered three times, and two at once', async () => {
    const uid = await openAccount(meter, 11);
    await spend(uid, 3);
    await spend(uid, 3);
    await Promise.all([deliver(uid, 3), deliver(uid, 3)]);
    expect((await kindsOf(uid)).filter((kind) => kind === 'credits-low')).toHaveLength(1);
    const granted = (await kindsOf(uid)).filter((kind) => kind === 'credits-granted');
    expect(granted).toHaveLength(1);
  });
});

test('a cap notifies once in its period, when four fifths are spent', async () => {
  const uid = await openAccount(meter, 1_000);
  await meter.submit(uid, { kind: 'setCaps', caps: { dayMicros: credits(10), monthMicros: null } });
  await spend(uid, 7);
  await deliverNew(uid);
  expect(await kindsOf(uid)).not.toContain('cap-reached');
  await spend(uid, 1);
  await spend(uid, 1);
  await deliverNew(uid);
  await deliver(uid);
  expect((await kindsOf(uid)).filter((kind) => kind === 'cap-reached')).toHaveLength(1);
});

test('a cap of a label notifies once in its period, names the label, and counts no other requests', async () => {
  const uid = await openAccount(meter, 1_000);
  const caps = { dayMicros: null, monthMicros: credits(10) };
  await meter.submit(uid, { kind: 'setCaps', caps, label: 'Harbor film' });
  await spend(uid, 30);
  await spend(uid, 7, 'Harbor film');
  await deliverNew(uid);
  expect(await kindsOf(uid)).not.toContain('cap-reached');
  await spend(uid, 1, 'Harbor film');
  await spend(uid, 1, 'Harbor film');
  await deliver(uid, 2);
  const found = (await notificationsOf(uid)).filter(({ kind }) => kind === 'cap-reached');
  expect(found).toMatchObject([
    { details: { label: 'Harbor film', period: 'month', usedMicros: credits(9), maxMicros: credits(10) } },
  ]);
  expect(found[0]?.eventId).not.toContain('Harbor');
});

test('a charge warns of the caps of its own label, and of each once on an instance', async () => {
  const tried: unknown[] = [];
  const instance = ledgerHooks({
    ...{ db, now, operations: builtInOperations },
    catalogs: { current: async () => ({ catalog: defaultCatalog }) as never },
    notifier: { ...notifier, notify: async ({ facts }) => void tried.push(facts) },
  });
  const uid = await openAccount(meter, 1_000);
  const caps = { dayMicros: null, monthMicros: credits(10) };
  for (const label of ['Book', 'Film']) await meter.submit(uid, { kind: 'setCaps', caps, label });
  const entries = db
    .collection(collections.ledger)
    .where('accountId', '==', uid)
    .where('kind', '==', 'usage');
  await spend(uid, 9, 'Book');
  const [ofBook] = (await entries.get()).docs;
  await spend(uid, 9, 'Film');
  for (let times = 0; times < 3; times++) if (ofBook) await runHooks(instance, ofBook);
  expect(tried).toMatchObject([{ kind: 'cap-reached', details: { label: 'Book' } }]);
});

describe('a payment', () => {
  const bought = { kind: 'pack', pack: 'starter', label: 'Starter', micros: 100_000_000 } as const;
  const open: Payment = Payment.parse({
    ...sampleOf(Payment, { accountId: 'mia', uid: 'mia', currency: 'usd' }),
    ...{ bought, via: 'checkout', state: 'open', paidAt: null, paidCents: null, refundedCents: 0 },
    ...{ amountCents: 1_000, reversals: {}, createdAt: new Date(0), failure: null },
  });
  const paid: Payment = { ...open, state: 'paid', paidAt: 5, paidCents: 1_190, taxCents: 190 };
  const kinds = (before: Payment | null, after: Payment) =>
    paymentNotices('mia_1', { before, after }).map(({ facts }) => facts.kind);

  test('has a receipt when it is paid, and none when it changes afterwards', () => {
    expect(paymentNotices('mia_1', { before: open, after: paid })).toEqual([
      {
        ...{ uid: 'mia', accountId: 'mia', eventId: 'mia_1-paid' },
        facts: {
          kind: 'receipt',
          details: {
            ...{ paymentId: 'mia_1', label: 'Starter', amountCents: 1_190, currency: 'usd', taxCents: 190 },
            ...{ micros: 100_000_000, paidAtMs: 5, via: 'checkout' },
          },
        },
      },
    ]);
    expect(kinds(null, paid)).toEqual(['receipt']);
    expect(kinds(paid, { ...paid, receiptUrl: 'https://example.com' })).toEqual([]);
  });

  test('that fails is told where nobody watches it', () => {
    const failed = { ...open, state: 'failed' as const };
    expect(kinds(open, failed)).toEqual([]);
    expect(kinds(open, { ...failed, via: 'subscription' })).toEqual(['payment-failed']);
    expect(kinds(null, { ...failed, via: 'top-up' })).toEqual(['payment-failed']);
  });

  test('tells of each refund with its own amount, and of a dispute', () => {
    const half = { ...paid, state: 'partly-refunded' as const, refundedCents: 500 };
    const all = { ...half, state: 'refunded' as const, refundedCents: 1_190 };
    const [first] = paymentNotices('mia_1', { before: paid, after: half });
    const [second] = paymentNotices('mia_1', { before: half, after: all });
    expect(first?.facts).toMatchObject({ kind: 'payment-refunded', details: { amountCents: 500 } });
    expect(second?.facts).toMatchObject({ kind: 'payment-refunded', details: { amountCents: 690 } });
    expect(first?.eventId).not.toBe(second?.eventId);
    expect(kinds(paid, { ...paid, state: 'disputed' })).toEqual(['payment-disputed']);
  });
});

test('a plan tells that it started, was cancelled and has ended, and a top-up that it stopped', () => {
  const none = Billing.parse({
    ...sampleOf(Billing, { uid: 'mia' }),
    ...{ subscription: null, paidPlan: null, topUp: null, disputes: [], card: null, nextAllotmentAt: null },
    topUpState: {
      ...{ monthStartMs: 0, chargedCents: 0, lastAtMs: null, count: 3, charge: null },
      ...{ termsVersion: '', stopped: null },
    },
  });
  const active: NonNullable<Billing['subscription']> = {
    ...{ subscriptionId: 'sub_1', plan: 'plus', interval: 'month' as const, status: 'active' as const },
    ...{ periodStartMs: 1, periodEndMs: 9, isCancelled: false, endsAtMs: null, next: null, terms: null },
    asOfMs: 2,
  };
  const at = (subscription: Billing['subscription']): Billing => ({ ...none, subscription });
  const kinds = (before: Billing | null, after: Billing) =>
    billingNotices('mia', { before, after }).map(({ facts }) => facts.kind);
  expect(kinds(null, at({ ...active, status: 'incomplete' }))).toEqual([]);
  expect(kinds(at({ ...active, status: 'incomplete' }), at(active))).toEqual(['plan-started']);
  expect(kinds(at(active), at({ ...active, asOfMs: 3 }))).toEqual([]);
  const cancelled = { ...active, isCancelled: true };
  expect(kinds(at(active), at(cancelled))).toEqual(['plan-cancelled']);
  expect(kinds(at(cancelled), at({ ...cancelled, status: 'cancelled' }))).toEqual(['plan-ended']);
  expect(kinds(at({ ...active, status: 'past-due' }), at(active))).toEqual([]);
  const stopped = { ...none, topUpState: { ...none.topUpState, stopped: 'declined' as const } };
  expect(kinds(none, stopped)).toEqual(['top-up-stopped']);
  expect(kinds(stopped, stopped)).toEqual([]);
});

test('a suspension and its end are told to the owner of the account, once each', async () => {
  const uid = await openAccount(meter, 5);
  for (const kind of ['suspend', 'reinstate'] as const) {
    const command = suspendOf(kind);
    const entry = { ...command.audit.entry, target: `accounts/${uid}` };
    await meter.submit(uid, { ...command, audit: { ...command.audit, entry } });
  }
  const { docs } = await db.collection(collections.audit).where('target', '==', `accounts/${uid}`).get();
  expect(docs).toHaveLength(2);
  for (const entry of [...docs, ...docs]) await notifyOfAudit({ db, notifier }, entry);
  expect(await kindsOf(uid)).toEqual(['account-reinstated', 'account-suspended']);
});

test('credits that expire soon, and a yearly plan that renews soon, are reminded of once', async () => {
  const uid = await openAccount(meter, 0);
  const soonMs = clock.nowMs + 6 * DAY_MS;
  await meter.submit(uid, grantOf({ micros: credits(4), expiresAtMs: soonMs }));
  await meter.submit(uid, grantOf({ micros: credits(5), expiresAtMs: clock.nowMs + 60 * DAY_MS }));
  const terms = {
    ...{ label: 'Plus', unlimited: false, monthlyMicros: 1, rolloverMicros: 0, currency: 'usd' },
    ...{ amountCents: 19_000, catalogVersion: 1 },
  };
  const subscription = {
    ...{ subscriptionId: `sub_${uid}`, plan: 'plus', interval: 'year', status: 'active', asOfMs: 1 },
    ...{ periodStartMs: 1, periodEndMs: clock.nowMs + 10 * DAY_MS, isCancelled: false, endsAtMs: null },
    ...{ next: null, terms },
  };
  const billing = sampleOf(Billing, { uid, subscription, disputes: [], topUp: null });
  await db.collection(collections.billing).doc(uid).set(billing);
  const run = { traceId: 't', isByHand: false, cursor: null, keep: async () => undefined };
  for (let day = 0; day < 3; day++) {
    await sendReminders({ db, now, notifier }, run);
    clock.nowMs += DAY_MS;
  }
  expect(await kindsOf(uid)).toEqual(['credits-expiring', 'plan-renews']);
});

test('users mark their own notifications as read, one or all, and nobody else’s', async () => {
  const mine = await openAccount(meter, 0);
  const other = await openAccount(meter, 0);
  for (const uid of [mine, other]) {
    for (const eventId of ['1', '2', '3']) {
      const facts = { kind: 'sessions-ended', details: {} } as const;
      await notifier.notify({ uid, accountId: uid, eventId, facts });
    }
  }
  const read = (notificationIds: string[] | null) =>
    markNotificationsRead({ db, now })({ notificationIds }, contextOf(mine), () => undefined);
  const [one] = await notificationsOf(mine);
  const [foreign] = await notificationsOf(other);
  clock.nowMs += MINUTE_MS;
  expect(await read([one?.id ?? '', foreign?.id ?? '', 'none'])).toEqual({ marked: 1 });
  expect(await read(null)).toEqual({ marked: 2 });
  expect(await read(null)).toEqual({ marked: 0 });
  const unread = async (uid: string) =>
    (await notificationsOf(uid)).filter(({ readAt }) => readAt === null).length;
  expect(await unread(mine)).toBe(0);
  expect(await unread(other)).toBe(3);
});
