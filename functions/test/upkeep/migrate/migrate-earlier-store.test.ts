import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import {
  type CollectionName,
  collections,
  decodeStored,
  LedgerReport,
  SCHEMA_CONFIG,
  SCHEMA_VERSION,
  safeDecodeStored,
} from '../../../src/contract/index.ts';
import { storedCollections } from '../../../src/contract/store/stored-collections.ts';
import { createCatalogs } from '../../../src/platform/store/catalogs.ts';
import { collection } from '../../../src/platform/store/documents.ts';
import { backfills } from '../../../src/upkeep/migrate/backfills.ts';
import { type Migration, migrateStore } from '../../../src/upkeep/migrate/migrate-store.ts';
import { verifyLedger } from '../../../src/upkeep/verify/verify-ledger.ts';
import { testAuth } from '../../support/auth-users.ts';
import { oneRun } from '../../support/one-run.ts';
import { ownDb } from '../../support/own-db.ts';
import { killableDb } from '../killable-db.ts';
import { type Dump, dumpOf, restore } from '../scene.ts';

/** Written under `npm start` by the last build of schema 2, while its Chromium tests ran; long contents of results are cut. */
const stores = ['studio', 'gallery', 'reelbanana'] as const;
/** The version of the schema that these stores were written with. */
const EARLIER = 2;
const NOW = Date.parse('2026-11-29T18:00:00Z');
const PASS = '2026-11-29T18:00:00';
/** The kinds of documents that the build before knew. */
const kinds = [
  ...(['accounts', 'activities', 'ledger', 'results', 'prompts', 'rateLimits', 'abuse', 'audit'] as const),
  ...(['rejections', 'config', 'catalogVersions', 'reels', 'payments', 'stripeEvents', 'billing'] as const),
  ...(['jobs', 'ledgerReports', 'ledgerCheckpoints', 'alerts', 'staff', 'people'] as const),
] satisfies CollectionName[];

describe.each(stores)('a store of the preset %s that the build before wrote', (name) => {
  const earlier = readStore(name);

  test('is read by this build, whatever kind of document', () => {
    expect([...earlier].flatMap(([path, data]) => faultsOf(path, data))).toEqual([]);
  });

  test('is counted by a dry run, which writes nothing', async () => {
    const db = await storeWith(earlier);
    const { seen, changed } = await migrate(db, { isDryRun: true });
    expect(changed).toBeGreaterThan(0);
    expect(seen).toBeGreaterThanOrEqual(changed);
    expect(await dumpOf(db)).toEqual(await dumpOf(await storeWith(earlier)));
  });

  test('killed at each commit of its migration and run again is what one clean run leaves', async () => {
    const clean = await storeWith(earlier);
    const whole = killableDb(clean, null);
    await migrate(whole.db);
    const wanted = await dumpOf(clean);
    expect(whole.commits()).toBeGreaterThan(backfills.length);
    await Promise.all(
      Array.from({ length: whole.commits() }, async (_, index) => {
        for (const when of ['before', 'after'] as const) {
          const db = await storeWith(earlier);
          const dying = killableDb(db, { at: index + 1, when });
          void migrate(dying.db);
          await dying.died;
          await migrate(db);
          expect(await dumpOf(db), `killed ${when} commit ${index + 1}`).toEqual(wanted);
        }
      }),
    );
  }, 120_000);

  test('loses no field on the way up and back, and balances at each point', async () => {
    const db = await storeWith(earlier);
    const drifts = await driftsOf(db);
    expect(drifts).toEqual([]);
    await migrate(db);
    const raised = await dumpOf(db);
    for (const [path, data] of earlier)
      if (!isSchema(path) && !isReport(path)) expect(raised.get(path), path).toMatchObject(data);
    expect([...raised].flatMap(([path, data]) => faultsOf(path, data))).toEqual([]);
    expect(await driftsOf(db)).toEqual([]);
    await migrate(db, { to: EARLIER });
    const lowered = await dumpOf(db);
    for (const [path, data] of raised)
      if (!isSchema(path) && !isReport(path)) expect(lowered.get(path), path).toEqual(data);
    expect(await driftsOf(db)).toEqual([]);
  });
});

test('the stores hold every kind of document that the build before wrote', () => {
  const held = new Set(stores.flatMap((name) => [...readStore(name).keys()].map(collectionOf)));
  expect(kinds.filter((kind) => !held.has(collections[kind]))).toEqual([]);
});

function readStore(name: (typeof stores)[number]): Dump {
  const file = new URL(`earlier-stores/${name}.json.gz`, import.meta.url);
  const { documents } = JSON.parse(gunzipSync(readFileSync(file)).toString());
  return new Map(
    Object.entries<Record<string, unknown>>(documents).flatMap(([id, all]) =>
      Object.entries(all).map(([document, data]) => [`${id}/${document}`, toStored(data) as object]),
    ),
  );
}

/** Turns JSON into what Firestore returns: times and bytes were written as objects with one key. */
function toStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toStored);
  if (typeof value !== 'object' || value === null) return value;
  if ('$time' in value) {
    const [seconds, nanoseconds] = String(value.$time).split('.').map(Number);
    return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
  }
  if ('$bytes' in value) return Buffer.from(String(value.$bytes), 'base64');
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toStored(part)]));
}

async function storeWith(documents: Dump): Promise<Firestore> {
  const db = await ownDb({ version: EARLIER });
  await restore(db, documents);
  return db;
}

function migrate(db: Firestore, change: Partial<Migration> = {}) {
  const sleep = async () => undefined;
  return migrateStore({
    ...{ db, to: SCHEMA_VERSION, isDryRun: false, now: () => NOW, sleep, auth: testAuth() },
    ...change,
  });
}

const byId = new Map(Object.entries(collections).map(([name, id]) => [id as string, name as CollectionName]));

/** Returns what this build cannot read of a document. A collection that it no longer has is nobody's any more. */
function faultsOf(path: string, data: object): string[] {
  const name = byId.get(collectionOf(path));
  if (!name) return [];
  const results = storedCollections[name].schemas.map((schema) => safeDecodeStored(schema, data));
  return results.some(({ success }) => success) ? [] : [`${path}: ${results[0]?.error?.message}`];
}

async function driftsOf(db: Firestore): Promise<unknown[]> {
  const services = { db, catalogs: createCatalogs({ db }), now: () => NOW };
  await verifyLedger(services, { ...oneRun, isByHand: true });
  const { docs } = await collection(db, 'ledgerReports').where('pass', '==', PASS).get();
  return docs.flatMap((doc) => decodeStored(LedgerReport, doc.data()).drifts);
}

const collectionOf = (path: string) => path.slice(0, path.indexOf('/'));
const isSchema = (path: string) => path === `${collections.config}/${SCHEMA_CONFIG}`;
/** Returns whether the check of the books writes a document itself. */
const isReport = (path: string) =>
  [collections.ledgerReports, collections.ledgerCheckpoints, collections.alerts].some((id) =>
    path.startsWith(`${id}/`),
  );
