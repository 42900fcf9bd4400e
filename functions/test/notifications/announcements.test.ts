import { expect, test } from 'vitest';
import {
  ANNOUNCEMENTS_CONFIG,
  type Announcement,
  Announcements,
  Billing,
  collections,
  DAY_MS,
  decodeStored,
  encodeStored,
  MINUTE_MS,
  Notification,
  SCHEMA_VERSION,
  Subscription,
  UsageLog,
  UsageRow,
  UserProfile,
} from '../../src/contract/index.ts';
import { announce } from '../../src/notifications/announcements/announce.ts';
import { createFindRecipients } from '../../src/notifications/announcements/find-recipients.ts';
import { createNotifier } from '../../src/notifications/notifier.ts';
import { packRows } from '../../src/upkeep/usage/pack-rows.ts';
import { usageSince } from '../../src/upkeep/usage/usage-since.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { ownDb } from '../support/own-db.ts';

const publishedAtMs = Date.now() - 20 * MINUTE_MS;
const summary = { en: 'Plans can be paused.', de: 'In German: plans can be paused.' };
const termsOf = (version: number): Announcement => ({
  ...{ kind: 'terms', id: `terms-${version}` },
  terms: {
    ...{ version, appliesFromMs: publishedAtMs, termsUrl: null, privacyUrl: null, summary },
    ...{ requiresAgreement: true, publishedAtMs },
  },
});
const prices: Announcement = {
  ...{ kind: 'prices', id: 'prices-2', catalogVersion: 2, publishedAtMs },
  ...{ rises: [{ operation: 'image', model: 'flux' }], plans: ['plus'] },
  ...{ names: { en: 'Image', de: 'An image' }, note: null },
};

/** A store with users and announcements. */
async function world(users: readonly string[], due: Announcement[]) {
  const db = await ownDb();
  const now = Date.now;
  const store = (name: 'people' | 'config', id: string, data: object) =>
    db.collection(collections[name]).doc(id).set(data);
  for (const uid of users) await store('people', uid, sampleOf(UserProfile, {}));
  const stored = { schemaVersion: 1, due, updatedAt: now() };
  await store('config', ANNOUNCEMENTS_CONFIG, encodeStored(Announcements, stored, SCHEMA_VERSION));
  const state = {
    cursor: null as string | null,
    calls: 0,
    failsAt: Number.POSITIVE_INFINITY,
    onCall: async (_: number) => {},
  };
  const notifier = createNotifier({
    ...{ db, now, sendsEmail: () => true },
    outbox: { schedule: async () => undefined },
  });
  const findRecipients = createFindRecipients({
    ...{ db, now, usageSince: (sinceMs) => usageSince(db, sinceMs) },
  });
  return {
    ...{ db, state },
    run: (maxNotified = 5_000) =>
      announce(
        {
          ...{ db, now, findRecipients, maxNotified },
          notifier: {
            async notify(notice) {
              if (++state.calls > state.failsAt) throw new Error('Killed');
              await notifier.notify(notice);
              await state.onCall(state.calls);
            },
          },
        },
        { cursor: state.cursor, keep: async (cursor) => void Object.assign(state, { cursor }) },
      ),
    async notified(kind = 'terms-changed') {
      const { docs } = await db.collection(collections.notifications).where('kind', '==', kind).get();
      return docs.map((doc) => decodeStored(Notification, doc.data()).uid).sort();
    },
    async due() {
      const left = await db.collection(collections.config).doc(ANNOUNCEMENTS_CONFIG).get();
      return decodeStored(Announcements, left.data()).due.map(({ id }) => id);
    },
  };
}

const people = Array.from({ length: 60 }, (_, index) => `user-${String(index).padStart(2, '0')}`);

test('everybody is notified of new terms once, by e-mail too, and the announcement is removed', async () => {
  const { db, run, notified, due } = await world(people, [termsOf(1), termsOf(2)]);
  expect(await run()).toEqual({ announced: 60 });
  expect(await notified()).toEqual(people);
  expect(await due()).toEqual(['terms-2']);
  await run();
  expect(await notified()).toHaveLength(120);
  expect(await due()).toEqual([]);
  expect(await run()).toEqual({});
  const mails = await db.collection(collections.outbox).where('kind', '==', 'terms-changed').get();
  expect(mails.size).toBe(120);
  expect(mails.docs[0]?.get('details')).toMatchObject(summary);
});

test('a run continues where the one before stopped, and one that is killed notifies nobody twice', async () => {
  const { state, run, notified, due } = await world(people, [termsOf(1)]);
  expect(await run(25)).toEqual({ announced: 25 });
  expect(state.cursor).toBe('terms-1 user-24');
  state.failsAt = 40;
  await expect(run()).rejects.toThrow('Killed');
  expect(await due()).toEqual(['terms-1']);
  state.failsAt = Number.POSITIVE_INFINITY;
  await run();
  expect(await notified()).toEqual(people);
  expect(await due()).toEqual([]);
});

test('an announcement that is removed while it is made reaches nobody after that', async () => {
  const { db, state, run, notified, due } = await world(people, [termsOf(1), termsOf(2)]);
  state.onCall = async (calls) => {
    if (calls !== 25) return;
    const left = { schemaVersion: 1, due: [termsOf(2)], updatedAt: Date.now() };
    const config = db.collection(collections.config).doc(ANNOUNCEMENTS_CONFIG);
    await config.set(encodeStored(Announcements, left, SCHEMA_VERSION));
  };
  expect(await run()).toEqual({ announced: 25 });
  expect(await notified()).toEqual(people.slice(0, 25));
  expect(state.cursor).toBeNull();
  expect(await due()).toEqual(['terms-2']);
});

test('a cursor of another announcement is ignored', async () => {
  const { state, run, notified } = await world(people.slice(0, 3), [termsOf(2)]);
  state.cursor = 'terms-1 user-02';
  await run();
  expect(await notified()).toEqual(people.slice(0, 3));
});

test('whoever was erased is not notified', async () => {
  const { db, run, notified } = await world(['here', 'gone'], [termsOf(1)]);
  await db.collection(collections.accounts).doc('gone').set({ erasedAt: new Date() });
  await run();
  expect(await notified()).toEqual(['here']);
});

test('of risen prices, those are notified who used what is dearer in the 30 days before or have such a plan, and no guests', async () => {
  const { db, run, notified, due } = await world([], [prices]);
  const row = (uid: string, change: Partial<UsageRow> = {}) =>
    sampleOf(UsageRow, {
      ...{ fact: 'ended', uid, accountId: uid, isGuest: false, operation: 'image', model: 'flux' },
      ...{ endedAtMs: publishedAtMs - DAY_MS, createdAtMs: publishedAtMs - DAY_MS },
      ...{ startedAtMs: null, recordedAtMs: null, ...change },
    }) as unknown as UsageRow;
  const rows = [
    ...[row('mia'), row('mia'), row('noa')],
    row('guest', { isGuest: true }),
    row('other-model', { model: 'nano' }),
    row('since', { endedAtMs: publishedAtMs + MINUTE_MS }),
    row('long-ago', { endedAtMs: publishedAtMs - 31 * DAY_MS }),
    row('rejected', { fact: 'rejected' }),
  ];
  const pack = {
    ...{ schemaVersion: 1, log: '3', sequence: 0, format: 1, rows: rows.length },
    ...{ bytes: packRows(rows), lastEndedAt: publishedAtMs },
  };
  await db
    .collection(collections.usageLogs)
    .doc('3-0')
    .set(encodeStored(UsageLog, pack, SCHEMA_VERSION));
  const planOf = (status: string, plan = 'plus') => sampleOf(Subscription, { plan, status });
  const bill = (uid: string, subscription: object, other: object | null = null) => {
    const otherSubscriptions = other && [{ subscription: other, paidPlan: null }];
    const billing = sampleOf(Billing, { uid, subscription, otherSubscriptions, nextAllotmentAt: null });
    return db.collection(collections.billing).doc(uid).set(billing);
  };
  await bill('ola', planOf('active'));
  await bill('late-payer', planOf('past-due'));
  await bill('former', planOf('cancelled'));
  await bill('never-paid', planOf('incomplete'));
  await bill('of-another-plan', planOf('active', 'basic'));
  await bill('with-two', planOf('active', 'basic'), planOf('active'));
  expect(await run()).toEqual({ announced: 5 });
  expect(await notified('prices-changed')).toEqual(['late-payer', 'mia', 'noa', 'ola', 'with-two']);
  expect(await due()).toEqual([]);
});

test('risen prices wait until the usage before them is logged', async () => {
  const { run, due } = await world([], [{ ...prices, publishedAtMs: Date.now() } as Announcement]);
  expect(await run()).toEqual({ announced: 0 });
  expect(await due()).toEqual(['prices-2']);
});
