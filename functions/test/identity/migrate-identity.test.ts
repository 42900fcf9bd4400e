import { expect, test } from 'vitest';
import { type Activity, collections } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { migrateRoles, migrateStore } from '../../src/upkeep/migrate/migrate-store.ts';
import { credits, expectBooksBalance, holdOf, newUid, openAccount } from '../support/accounts.ts';
import { ensureUser, testAuth } from '../support/auth-users.ts';
import { asNewInstance, ownDb } from '../support/own-db.ts';

const auth = testAuth();

/** A store as the build before left it. */
async function older() {
  const db = await ownDb({ version: 1 });
  const meter = createMeter({ store: createStore(db) });
  const migrate = (change: { isDryRun?: boolean; to?: number } = {}) =>
    migrateStore({
      db: asNewInstance(db),
      auth,
      to: 2,
      isDryRun: false,
      now: Date.now,
      sleep: async () => undefined,
      ...change,
    });
  const data = async (collection: string, id: string) =>
    (await db.collection(collection).doc(id).get()).data();
  /** Somebody to whom a role was given as a claim, with the entry that says so, or without. */
  const withClaim = async (role: string, audited: string | null = role) => {
    const uid = newUid();
    await ensureUser(uid);
    await auth.setCustomUserClaims(uid, { role });
    if (audited) await setRoleEntry(uid, audited);
    return uid;
  };
  const setRoleEntry = (uid: string, role: string | null) =>
    db.collection(collections.audit).add({
      schemaVersion: 1,
      action: 'set-role',
      actor: { uid: 'command-line', email: null, role: null },
      target: `users/${uid}`,
      before: { role: null },
      after: { role },
      reason: 'Set on the command line',
      ip: null,
      traceId: 't',
      createdAt: new Date(),
    });
  return { db, meter, migrate, data, withClaim, setRoleEntry };
}

test('a claim that Firemeter set becomes a staff document, and one of the host app’s does not', async () => {
  const { migrate, data, withClaim } = await older();
  const admin = await withClaim('admin');
  const hosts = await withClaim('owner', null);
  const promotedByHost = await withClaim('owner', 'analyst');
  await migrate();
  expect(await data(collections.staff, admin)).toMatchObject({ role: 'admin' });
  expect(await data(collections.staff, hosts)).toBeUndefined();
  expect(await data(collections.staff, promotedByHost)).toBeUndefined();
});

test('a role that was taken away doesn’t come back, however often the store is raised', async () => {
  const { db, migrate, data, withClaim } = await older();
  const uid = await withClaim('admin');
  await migrate();
  await db.collection(collections.staff).doc(uid).update({ role: null });
  await migrate({ to: 1 });
  await migrate();
  expect(await data(collections.staff, uid)).toMatchObject({ role: null });
});

test('roles become documents before the store is raised, so that staff have access when this build is deployed', async () => {
  const { db, data, withClaim } = await older();
  const uid = await withClaim('support');
  const migration = { db, auth, now: Date.now, sleep: async () => undefined };
  expect(await migrateRoles({ ...migration, isDryRun: true })).toEqual({ seen: 1, changed: 1 });
  expect(await data(collections.staff, uid)).toBeUndefined();
  expect(await migrateRoles({ ...migration, isDryRun: false })).toEqual({ seen: 1, changed: 1 });
  expect(await data(collections.staff, uid)).toMatchObject({ role: 'support' });
  expect(await data(collections.config, 'schema')).toMatchObject({ version: 1 });
});

test('the role of a deleted user is skipped', async () => {
  const { migrate, data, withClaim } = await older();
  const uid = await withClaim('admin');
  await auth.deleteUser(uid);
  await migrate();
  expect(await data(collections.staff, uid)).toBeUndefined();
});

test('claims stay unchanged, for the previous build', async () => {
  const { migrate, withClaim } = await older();
  const uid = await withClaim('admin');
  await migrate();
  expect((await auth.getUser(uid)).customClaims).toEqual({ role: 'admin' });
});

test('a dry run counts roles, profiles and activities, and writes nothing', async () => {
  const { meter, migrate, data, withClaim } = await older();
  const admin = await withClaim('admin');
  const uid = await openAccount(meter, 5);
  const hold = named(holdOf(uid, { priceMicros: credits(1) }));
  await meter.submit(uid, hold);
  expect(await migrate({ isDryRun: true })).toMatchObject({ changed: 3 });
  expect(await data(collections.staff, admin)).toBeUndefined();
  expect(await data(collections.people, uid)).toBeUndefined();
  expect(await data(collections.activities, hold.activityId)).toHaveProperty('email');
});

test('e-mail addresses and names move from activities to profiles, where they are found, and are no longer written to activities', async () => {
  const { db, meter, migrate, data } = await older();
  const uid = await openAccount(meter, 5);
  const before = named(holdOf(uid, { priceMicros: credits(1) }));
  await meter.submit(uid, before);
  expect(await data(collections.activities, before.activityId)).toMatchObject({ name: 'Mia' });
  await migrate();
  const later = createMeter({ store: createStore(asNewInstance(db)) });
  const after = named(holdOf(uid, { priceMicros: credits(1) }));
  await later.submit(uid, after);
  for (const { activityId } of [before, after]) {
    const activity = (await data(collections.activities, activityId)) as Partial<Activity>;
    expect(activity).toMatchObject({ uid });
    expect(activity).not.toHaveProperty('email');
    expect(activity).not.toHaveProperty('name');
  }
  expect(await data(collections.people, uid)).toMatchObject({
    email: `${uid}@example.com`,
    searchPrefixes: expect.arrayContaining([uid.slice(0, 5)]),
  });
  await expectBooksBalance(uid, db);
});

test('a store that is lowered again writes e-mail addresses and names to activities, for the previous build', async () => {
  const { db, meter, migrate, data } = await older();
  const uid = await openAccount(meter, 5);
  await migrate();
  await migrate({ to: 1 });
  const hold = named(holdOf(uid, { priceMicros: credits(1) }));
  await createMeter({ store: createStore(asNewInstance(db)) }).submit(uid, hold);
  expect(await data(collections.activities, hold.activityId)).toMatchObject({ name: 'Mia' });
});

function named(hold: ReturnType<typeof holdOf>): ReturnType<typeof holdOf> {
  return { ...hold, draft: { ...hold.draft, email: 'mia@example.com', name: 'Mia' } };
}
