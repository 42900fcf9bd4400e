import { expect, test } from 'vitest';
import { z } from 'zod';
import { collections, SCHEMA_VERSION, since } from '../../../src/contract/index.ts';
import { schemaVersion } from '../../../src/contract/store/stored-document.ts';
import { encodeDocument } from '../../../src/platform/store/documents.ts';
import { addFields } from '../../../src/upkeep/migrate/backfills.ts';
import { type Migration, migrateStore } from '../../../src/upkeep/migrate/migrate-store.ts';
import { testAuth } from '../../support/auth-users.ts';
import { asNewInstance, ownDb } from '../../support/own-db.ts';

const Thing = z.strictObject({ schemaVersion, name: z.string(), size: since(SCHEMA_VERSION, z.int()) });
const sizeOf = async ({ name, size }: z.output<typeof Thing>) =>
  size === null ? { size: name.length } : null;
const ofThings = { version: SCHEMA_VERSION, collection: 'reels', schema: Thing } as const;
const backfill = addFields({ ...ofThings, fieldsOf: sizeOf });

async function storeOf(count: number) {
  const db = await ownDb({ version: 1 });
  const batch = db.batch();
  for (let n = 0; n < count; n++) {
    batch.set(db.collection(collections.reels).doc(`thing${n}`), { schemaVersion: 1, name: `name ${n}` });
  }
  await batch.commit();
  const migrate = (change: Partial<Migration> = {}) =>
    migrateStore({
      db,
      to: SCHEMA_VERSION,
      isDryRun: false,
      now: Date.now,
      sleep: async () => undefined,
      auth: testAuth(),
      backfills: [backfill],
      ...change,
    });
  const sizes = async () => {
    const { docs } = await db.collection(collections.reels).get();
    return docs.map((document) => document.get('size') as number | undefined);
  };
  const schema = async () => (await db.collection(collections.config).doc('schema').get()).data();
  return { db, migrate, sizes, schema };
}

test('a dry run counts the documents that lack a field, and writes nothing', async () => {
  const { migrate, sizes, schema } = await storeOf(3);
  expect(await migrate({ isDryRun: true })).toEqual({ from: 1, to: SCHEMA_VERSION, seen: 3, changed: 3 });
  expect(await sizes()).toEqual([undefined, undefined, undefined]);
  expect(await schema()).toMatchObject({ version: 1 });
});

test('a migration gives every older document its new fields, and a second run changes nothing', async () => {
  const { migrate, sizes, schema } = await storeOf(450);
  expect(await migrate()).toMatchObject({ seen: 450, changed: 450 });
  expect((await sizes()).every((size) => size === 6 || size === 7 || size === 8)).toBe(true);
  expect(await schema()).toMatchObject({ version: SCHEMA_VERSION, cursor: null });
  expect(await migrate()).toEqual({ from: SCHEMA_VERSION, to: SCHEMA_VERSION, seen: 0, changed: 0 });
});

test('a migration that was interrupted continues where it was', async () => {
  const { migrate, sizes } = await storeOf(450);
  const interrupted = migrate({
    onPage: ({ seen }) => {
      if (seen >= 200) throw new Error('killed');
    },
  });
  await expect(interrupted).rejects.toThrow('killed');
  expect(await migrate()).toMatchObject({ seen: 250, changed: 250 });
  expect((await sizes()).includes(undefined as never)).toBe(false);
});

test('a document that changes during the migration keeps that change, and gets its field', async () => {
  const { db, migrate } = await storeOf(1);
  const document = db.collection(collections.reels).doc('thing0');
  let looks = 0;
  const fieldsOf: typeof sizeOf = async (value) => {
    if (++looks === 1) await document.update({ name: 'another' });
    return sizeOf(value);
  };
  await migrate({ backfills: [addFields({ ...ofThings, fieldsOf })] });
  expect((await document.get()).data()).toEqual({ schemaVersion: 1, name: 'another', size: 7 });
});

test('new fields are written after the store is raised, and not after it is lowered, which keeps the existing ones', async () => {
  const { db, migrate, sizes } = await storeOf(1);
  const written = () => encodeDocument(asNewInstance(db), Thing, { schemaVersion: 1, name: 'x', size: 1 });
  expect(await written()).not.toHaveProperty('size');
  await migrate();
  expect(await written()).toHaveProperty('size', 1);
  await migrate({ to: 1 });
  expect(await written()).not.toHaveProperty('size');
  expect(await sizes()).toEqual([6]);
});

test('a version that this build doesn’t know is rejected', async () => {
  const { migrate, schema } = await storeOf(0);
  for (const to of [0, SCHEMA_VERSION + 1, 1.5, Number.NaN])
    await expect(migrate({ to })).rejects.toThrow(RangeError);
  expect(await schema()).toMatchObject({ version: 1 });
});
