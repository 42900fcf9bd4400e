import type { Firestore } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, test } from 'vitest';
import { adminReducers } from '../../src/admin/admin-reducers.ts';
import { decideAppeal } from '../../src/admin/appeals/decide-appeal.ts';
import { sendAppeal } from '../../src/admin/appeals/send-appeal.ts';
import { changeAccountStatus } from '../../src/admin/change-account-status.ts';
import {
  type Account,
  Appeal,
  type CollectionName,
  collections,
  DAY_MS,
  Delivery,
  type EndpointEvent,
  type Erasure,
  encodeStored,
  type HeldData,
  type HoldReason,
  heldCollections,
  heldData,
  keptAfterErasure,
  PROOF_KEPT_MS,
  SCHEMA_VERSION,
  UNDO_ERASURE_MS,
  WELCOME_KEPT_MS,
} from '../../src/contract/index.ts';
import { personalFieldsOf } from '../../src/contract/store/personal.ts';
import { storedCollections } from '../../src/contract/store/stored-collections.ts';
import type { Command } from '../../src/meter/commands.ts';
import { createMeter, type Meter } from '../../src/meter/lane/meter.ts';
import { endpointDelivery } from '../../src/platform/receivers/endpoint-delivery.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { eraseAccounts } from '../../src/privacy/erase-accounts.ts';
import type { ErasureServices } from '../../src/privacy/erasure-services.ts';
import { privacyReducers } from '../../src/privacy/privacy-reducers.ts';
import { requestErasure, undoErasure } from '../../src/privacy/request-erasure.ts';
import { startErasure } from '../../src/privacy/start-erasure.ts';
import { eraseAuditTexts } from '../../src/upkeep/seals/erase-audit-texts.ts';
import { verifyAccount } from '../../src/upkeep/verify/verify-account.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { credits, newRequestId, openAccount, suspendOf } from '../support/accounts.ts';
import { catalogsOf, contextOf } from '../support/backend.ts';
import { errorCodeOf } from '../support/calls/error-code-of.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { type Planted, plantedIn, plantUser } from './planted.ts';

/** A store, and the erasures over it. */
async function newWorld(change: Partial<ErasureServices> = {}) {
  const db = await ownDb();
  const clock = { nowMs: Date.now() };
  const now = () => clock.nowMs;
  const calls: string[] = [];
  const users = new Map<string, Record<string, unknown>>();
  const missing = { code: 'auth/user-not-found' };
  const noted = (name: string) => async (id: string) => void calls.push(`${name} ${id}`);
  const services: ErasureServices = {
    ...{ db, now, eraseAuditTexts },
    meter: createMeter({ store: createStore(db), reducers: { ...adminReducers, ...privacyReducers }, now }),
    auth: {
      getUser: async (uid) => {
        const customClaims = users.get(uid);
        return customClaims ? ({ customClaims } as never) : Promise.reject(missing);
      },
      setCustomUserClaims: async (uid, claims) => void users.set(uid, { ...claims }),
      deleteUser: async (uid) => (users.delete(uid) ? undefined : Promise.reject(missing)),
    },
    outputs: { remove: noted('files') },
    endWork: noted('work'),
    endPayments: noted('payments'),
    announceErased: noted('receivers'),
    deleteCustomer: noted('customer'),
    loggedActivities: async () => () => true,
    ...change,
  };
  const job = eraseAccounts(services);
  return {
    ...{ db, clock, calls, users, services },
    run: () => job.run(oneRun),
    request: (uid: string) => requestErasure(services)({}, freshContext(uid, clock.nowMs), () => undefined),
    undo: (uid: string) => undoErasure(services)({}, contextOf(uid), () => undefined),
    erasure: async (uid: string) => (await db.collection(collections.erasures).doc(uid).get()).data(),
    account: async (uid: string) =>
      (await db.collection(collections.accounts).doc(uid).get()).data() as Account | undefined,
  };
}

const freshContext = (uid: string, nowMs: number) => ({ ...contextOf(uid), signedInMs: nowMs - 1_000 });

/** Everything in a store, with the ids. */
async function wholeStore(db: Firestore): Promise<[CollectionName, unknown][]> {
  const all: [CollectionName, unknown][] = [];
  for (const [name, at] of Object.entries(collections)) {
    const { docs } = await db.collection(at).get();
    all.push(...docs.map((one): [CollectionName, unknown] => [name as CollectionName, [one.id, one.data()]]));
  }
  return all;
}

const rules = new Map<string, HeldData>(heldCollections());

/** Returns whether a text may stay, by the table of what is held. */
function mayStay({ collection, field }: Planted, evidenceFor: readonly HoldReason[]): boolean {
  const { erased, evidence = [] } = rules.get(collection) ?? { erased: 'deleted', found: [] };
  const marked = storedCollections[collection].schemas.flatMap((schema) => personalFieldsOf(schema));
  const isMarked = marked.some(
    (at) => field === at || field.startsWith(`${at}.`) || field.startsWith(`${at}[`),
  );
  if (collection === 'audit' && ['reason', 'ip', 'actor.email'].includes(field)) return false;
  if (evidenceFor.length > 0 && evidence.length > 0) return !isMarked || evidence.includes(field);
  return erased !== 'deleted' && !isMarked;
}

describe('the documents about a person, with a text of its own in every field', () => {
  let world: Awaited<ReturnType<typeof newWorld>>;
  let planted: Planted[];
  let ofOthers: Planted[];
  const left = async () => plantedIn(planted, await wholeStore(world.db));

  beforeAll(async () => {
    world = await newWorld();
    const { db, users } = world;
    const own = await plantUser(db, 'mia');
    const asGuest = await plantUser(db, 'guest-of-mia');
    ofOthers = [...(await plantUser(db, 'mia_2')), ...(await plantUser(db, 'noa'))];
    planted = [...own, ...asGuest].filter(({ collection }) => collection !== 'erasures');
    for (const uid of ['mia', 'mia_2', 'noa', 'guest-of-mia']) {
      users.set(uid, {});
      const into = uid === 'guest-of-mia' ? 'mia' : null;
      await db
        .collection(collections.milestones)
        .doc(uid)
        .update({ merged: into && { into, atMs: 1 } });
      for (const name of ['usage-captured', 'account.erased'] as const) {
        const event = { name, eventId: `${name} ${uid}`, accountId: uid, atMs: 1 } as EndpointEvent;
        const { deliveryId, delivery } = endpointDelivery('books', event, 1);
        const data = encodeStored(Delivery, delivery, SCHEMA_VERSION);
        await db.collection(collections.outbox).doc(deliveryId).set(data);
      }
      if (uid !== 'noa') await db.collection(collections.erasures).doc(uid).delete();
      const salts = await db.collection(collections.welcomeSalts).where('accountId', '==', uid).get();
      for (const { ref } of salts.docs) await ref.update({ expiresAt: null });
    }
    await db
      .collection(collections.erasures)
      .doc('noa')
      .update({ dueAt: new Date('2100-01-01') });
  });

  test('stay as they are until the time to undo is over', async () => {
    // The reason of the suspension may replace the one that was there.
    const texts = async () => (await left()).filter(({ field }) => field !== 'statusReason').length;
    const before = await texts();
    await world.request('mia');
    world.clock.nowMs += UNDO_ERASURE_MS - 1_000;
    expect(await world.run()).toMatchObject({ erased: 0 });
    expect(await texts()).toBe(before);
  });

  test('are erased then, but for what is listed as kept and the evidence for open disputes and reviews', async () => {
    world.clock.nowMs += 1_000;
    expect(await world.run()).toMatchObject({ erased: 1, failed: 0 });
    const { state, evidenceFor } = (await world.erasure('mia')) as unknown as Erasure;
    expect({ state, evidenceFor }).toEqual({ state: 'erased', evidenceFor: ['dispute', 'review'] });
    const found = await left();
    expect(found.filter((one) => !mayStay(one, evidenceFor))).toEqual([]);
    expect(found.some(({ field }) => field === 'client.ip')).toBe(true);
    // Of messages to the operator's endpoints, the one that says so stays.
    const { docs } = await world.db.collection(collections.outbox).where('endpointId', '==', 'books').get();
    const ofMia = docs.map((one): string => one.get('eventId')).filter((id) => / (guest-of-)?mia$/.test(id));
    expect(ofMia.sort()).toEqual(['account.erased guest-of-mia', 'account.erased mia']);
    expect(docs).toHaveLength(6);
    expect(found.some(({ field }) => field === 'promptPreview')).toBe(false);
    expect([...world.users.keys()].sort()).toEqual(['mia_2', 'noa']);
    // Their customer at Stripe may still be needed for the dispute.
    expect(world.calls).not.toContain('customer mia');
    expect(world.calls).toEqual(expect.arrayContaining(['receivers mia', 'receivers guest-of-mia']));
  });

  test('lose the evidence when nothing is open any more, at the latest at its deadline', async () => {
    const { erasedAt } = (await world.erasure('mia')) as { erasedAt: { toMillis(): number } };
    for (const { what, untilMs } of keptAfterErasure(erasedAt.toMillis(), ['dispute', 'review'])) {
      if (what !== 'dispute' && what !== 'review') continue;
      world.clock.nowMs = Math.max(world.clock.nowMs, untilMs ?? 0);
    }
    world.clock.nowMs += DAY_MS;
    await world.run();
    expect((await world.erasure('mia'))?.evidenceFor).toEqual([]);
    expect((await left()).filter((one) => !mayStay(one, []))).toEqual([]);
    expect(world.calls).toEqual(expect.arrayContaining(['customer mia', 'customer guest-of-mia']));
    expect(world.calls.filter((call) => call === 'receivers mia')).toHaveLength(1);
  });

  test('of the welcome credits and the request are gone at their deadlines', async () => {
    const erasedMs = (await world.erasure('mia'))?.erasedAt.toMillis();
    const ofWelcome = async () => (await left()).filter(({ collection }) => collection === 'welcomeSalts');
    expect((await ofWelcome()).length).toBeGreaterThan(0);
    world.clock.nowMs = erasedMs + WELCOME_KEPT_MS;
    await world.run();
    expect(await ofWelcome()).toEqual([]);
    world.clock.nowMs = erasedMs + PROOF_KEPT_MS;
    await world.run();
    expect(await world.erasure('mia')).toBeUndefined();
  });

  test('of others stay as they are', async () => {
    const store = await wholeStore(world.db);
    const isHere = ({ collection, field, text }: Planted) =>
      (collection !== 'erasures' || text.includes('noa')) && !field.startsWith('merged');
    const expected = ofOthers.filter(isHere);
    expect(plantedIn(expected, store).length).toBe(expected.length);
  });

  test('whose kind has no row in the table do not exist', () => {
    expect(Object.keys(heldData).length).toBe(Object.keys(collections).length);
  });
});

describe('a request for erasure', () => {
  test('needs a fresh sign-in, and is not for staff', async () => {
    const { services, clock } = await newWorld();
    const ask = (change: object) =>
      errorCodeOf(
        requestErasure(services)({}, { ...freshContext('mia', clock.nowMs), ...change }, () => undefined),
      );
    expect(await ask({ signedInMs: clock.nowMs - 6 * 60_000 })).toBe('unauthenticated');
    expect(await ask({ signedInMs: undefined })).toBe('unauthenticated');
    expect(await ask({ role: 'support' })).toBe('permission-denied');
    expect(await ask({})).toBe('none');
  });

  test('suspends the account and ends work and payments at once, and undoing it brings the credits back', async () => {
    const world = await newWorld();
    const uid = await openAccount(world.services.meter, 10);
    world.users.set(uid, { role: 'of the host app' });
    const { undoUntilMs, eraseByMs } = await world.request(uid);
    expect([undoUntilMs, eraseByMs]).toEqual([
      world.clock.nowMs + 7 * DAY_MS,
      world.clock.nowMs + 30 * DAY_MS,
    ]);
    expect(world.calls).toEqual([`work ${uid}`, `payments ${uid}`]);
    expect(await world.account(uid)).toMatchObject({
      status: 'suspended',
      lots: [{ remainingMicros: credits(10) }],
    });
    expect(world.users.get(uid)).toMatchObject({
      role: 'of the host app',
      erasureRequestedAtMs: world.clock.nowMs,
    });
    // Again, and again after an hour: nothing more happens.
    await world.request(uid);
    await world.run();
    expect(world.calls).toHaveLength(2);
    expect(await world.undo(uid)).toMatchObject({ state: 'undone' });
    expect(await world.account(uid)).toMatchObject({ status: 'active' });
    expect(world.users.get(uid)).toEqual({ role: 'of the host app' });
    world.clock.nowMs += 60 * DAY_MS;
    expect(await world.run()).toMatchObject({ erased: 0, failed: 0 });
    expect(await world.account(uid)).toMatchObject({ status: 'active' });
    const audit = await world.db.collection(collections.audit).where('target', '==', `accounts/${uid}`).get();
    expect(audit.docs.map((entry) => entry.get('action')).sort()).toEqual([
      'request-erasure',
      'undo-erasure',
    ]);
  });

  describe.each(['reinstates an active account', 'reinstates the account', 'lifts by an appeal'])(
    'while an admin %s',
    (how) => {
      /** An account, and an admin who lifts its suspension with a meter. */
      async function lifting() {
        const world = await newWorld();
        const { db, meter, now } = world.services;
        const uid = await openAccount(meter, 1);
        if (how !== 'reinstates an active account') await meter.submit(uid, suspendOf('suspend'));
        const context = { ...contextOf('admin'), role: 'admin' } as const;
        const common = { reason: 'A mistake', requestId: newRequestId(world.clock.nowMs) };
        const lift = async (by: Meter) => {
          if (how !== 'lifts by an appeal') {
            const request = { ...common, accountId: uid, status: 'active' } as const;
            return changeAccountStatus({ db, meter: by, now })(request, context, () => undefined);
          }
          const sent = { requestId: newRequestId(world.clock.nowMs), text: 'It was not me' };
          const { appealId } = await sendAppeal({ db, meter, now })(sent, contextOf(uid), () => undefined);
          const request = { ...common, appealId, outcome: 'lifted' } as const;
          return decideAppeal({ db, meter: by, now })(request, context, () => undefined);
        };
        return { world, uid, meter, lift };
      }
      const before = (meter: Meter, first: (id: string, command: Command) => Promise<unknown>): Meter => ({
        ...meter,
        submit: async (id: string, command: Command) => {
          await first(id, command);
          return meter.submit(id, command);
        },
      });

      test('keeps the account closed when the admin comes second', async () => {
        const { world, uid, meter, lift } = await lifting();
        const error = await lift(before(meter, () => world.request(uid))).catch((cause) => cause);
        expect(error).toMatchObject({
          code: 'already-settled',
          details: { reason: 'erasure-requested' },
        });
        expect(await world.account(uid)).toMatchObject({ status: 'suspended' });
        await world.undo(uid);
        const isByStaff = how !== 'reinstates an active account';
        expect((await world.account(uid))?.status).toBe(isByStaff ? 'suspended' : 'active');
        expect((await world.account(uid))?.erasureRequestedAt).toBeNull();
      });

      test('keeps the account closed when the admin comes first, and undoing it reinstates the account', async () => {
        const { world, uid, meter, lift } = await lifting();
        const lifted = before(meter, async (id, command) => {
          let isLifted = false;
          const closing = before(meter, async () => {
            if (!isLifted) await meter.submit(id, command);
            isLifted = true;
          });
          await startErasure({ ...world.services, meter: closing }, { uid, by: 'person', traceId: 't' });
        });
        await lift(lifted);
        expect(await world.account(uid)).toMatchObject({ status: 'suspended' });
        expect(world.calls).toEqual([`work ${uid}`, `payments ${uid}`]);
        await world.undo(uid);
        expect(await world.account(uid)).toMatchObject({ status: 'active', erasureRequestedAt: null });
      });
    },
  );

  test('whose undoing stopped half way is undone in the next run, within the hour', async () => {
    let isDown = false;
    const world = await newWorld();
    const { auth } = world.services;
    const services = {
      ...world.services,
      auth: {
        ...auth,
        setCustomUserClaims: async (uid: string, claims: object | null) => {
          if (isDown) throw new Error('Auth cannot be reached');
          await auth.setCustomUserClaims(uid, claims);
        },
      },
    };
    const uid = await openAccount(world.services.meter, 1);
    world.users.set(uid, {});
    await world.request(uid);
    isDown = true;
    await expect(undoErasure(services)({}, contextOf(uid), () => undefined)).rejects.toThrow('Auth');
    expect(await world.account(uid)).toMatchObject({ status: 'suspended' });
    expect(await world.run()).toMatchObject({ failed: 0 });
    expect(await world.account(uid)).toMatchObject({ status: 'active' });
  });

  test('that is undone leaves a suspension by staff, whether it came before or after', async () => {
    const world = await newWorld();
    const [before, after] = [
      await openAccount(world.services.meter, 1),
      await openAccount(world.services.meter, 1),
    ];
    await world.services.meter.submit(before, suspendOf('suspend'));
    await world.request(before);
    expect((await world.account(before))?.statusReason).toBe('test');
    await world.request(after);
    await world.services.meter.submit(after, suspendOf('suspend'));
    for (const uid of [before, after]) {
      await world.undo(uid);
      expect(await world.account(uid)).toMatchObject({ status: 'suspended' });
    }
  });

  test('keeps an appeal with its decision as long as other evidence is kept, and deletes it otherwise', async () => {
    const world = await newWorld();
    const appeals = world.db.collection(collections.appeals);
    const [held, free] = [
      await openAccount(world.services.meter, 1),
      await openAccount(world.services.meter, 1),
    ];
    const decision = { outcome: 'upheld', reason: 'A stolen card', uid: 'admin', atMs: 1, requestId: 'd' };
    const written = { text: 'It was my card', state: 'decided', decision } as const;
    for (const uid of [held, free]) {
      await appeals.doc(`${uid}_1`).set(sampleOf(Appeal, { accountId: uid, uid, ...written }));
      await world.request(uid);
    }
    const erasure = world.db.collection(collections.erasures).doc(held);
    await erasure.update({ legalHold: { uid: 'admin', atMs: world.clock.nowMs } });
    world.clock.nowMs += UNDO_ERASURE_MS;
    expect(await world.run()).toMatchObject({ erased: 2, failed: 0 });
    expect((await appeals.doc(`${held}_1`).get()).data()).toMatchObject(written);
    expect((await appeals.doc(`${free}_1`).get()).exists).toBe(false);

    await erasure.update({ legalHold: null });
    world.clock.nowMs += DAY_MS;
    await world.run();
    expect((await appeals.doc(`${held}_1`).get()).exists).toBe(false);
  });

  test('can’t be undone after seven days, and without one there is nothing to undo', async () => {
    const world = await newWorld();
    const uid = await openAccount(world.services.meter, 1);
    expect(await errorCodeOf(world.undo(uid))).toBe('not-found');
    await world.request(uid);
    world.clock.nowMs += UNDO_ERASURE_MS;
    expect(await errorCodeOf(world.undo(uid))).toBe('already-settled');
    await world.run();
    expect(await errorCodeOf(world.undo(uid))).toBe('already-settled');
  });

  test('that stopped half way ends charges in the next run, within the hour', async () => {
    let isDown = true;
    const ended: string[] = [];
    const world = await newWorld({
      endPayments: async (accountId) => {
        if (isDown) throw new Error('Stripe cannot be reached');
        ended.push(accountId);
      },
    });
    const uid = await openAccount(world.services.meter, 1);
    await expect(world.request(uid)).rejects.toThrow('Stripe');
    expect(await world.account(uid)).toMatchObject({ status: 'suspended' });
    expect(await world.run()).toMatchObject({ failed: 1 });
    isDown = false;
    expect(await world.run()).toMatchObject({ stopped: 1, failed: 0 });
    expect(ended).toEqual([uid]);
    expect((await world.erasure(uid))?.stoppedAt).not.toBeNull();
  });

  test('waits for the usage logs before it erases, and then leaves whole books and no credits', async () => {
    let isLogged = false;
    const world = await newWorld({ loggedActivities: async () => () => isLogged });
    const uid = await openAccount(world.services.meter, 10);
    await world.db
      .collection(collections.activities)
      .doc(`${uid}_1`)
      .set({ accountId: uid, uid, createdAt: new Date() });
    await world.request(uid);
    world.clock.nowMs += UNDO_ERASURE_MS;
    expect(await world.run()).toMatchObject({ erased: 0, waiting: 1, failed: 0 });
    expect((await world.account(uid))?.email).toContain('@');
    isLogged = true;
    world.clock.nowMs += DAY_MS;
    expect(await world.run()).toMatchObject({ erased: 1 });
    expect(await world.account(uid)).toMatchObject({ lots: [], email: null, searchPrefixes: [] });
    const request = { accountId: uid, nowMs: world.clock.nowMs, checkpoint: null, catalogs: catalogsOf() };
    expect(await verifyAccount(world.db, request)).toMatchObject({ drifts: [] });
  });

  test('follows from a user who was deleted in Auth, who has the same seven days', async () => {
    const world = await newWorld();
    const uid = await openAccount(world.services.meter, 10);
    await startErasure(world.services, { uid, by: 'auth', traceId: 't' });
    await startErasure(world.services, { uid, by: 'auth', traceId: 't' });
    expect(await world.account(uid)).toMatchObject({ status: 'suspended' });
    expect(world.calls).toEqual([`work ${uid}`, `payments ${uid}`]);
    world.clock.nowMs += UNDO_ERASURE_MS;
    expect(await world.run()).toMatchObject({ erased: 1 });
    expect(await world.account(uid)).toMatchObject({ lots: [], email: null });
  });
});
