import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import {
  CATALOG_CONFIG,
  defaultCatalog,
  type JobName,
  JobState,
  PublishedCatalog,
  SCHEMA_VERSION,
  StaffMember,
} from '../../../functions/src/contract/index.ts';
import { collection, encodeDocument, raiseStore } from '../../../functions/src/platform/store/documents.ts';
import { root } from '../../stack/paths.ts';
import { functionNames, type NamedGroup } from '../init/own-files.ts';
import { checkDeployment } from './check-deployment.ts';

const host = process.env.FIRESTORE_EMULATOR_HOST;
const nowMs = Date.now();

async function makeStore(rules: string) {
  const projectId = `demo-doctor-${randomUUID().slice(0, 8)}`;
  const body = JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content: rules }] } });
  const path = `http://${host}/emulator/v1/projects/${projectId}:securityRules`;
  expect((await fetch(path, { method: 'PUT', body })).status).toBe(200);
  const db = getFirestore(initializeApp({ projectId }, projectId));
  const documents = `http://${host}/v1/projects/${projectId}/databases/(default)/documents`;
  const check = async (address = documents, groups: readonly NamedGroup[] = []) => {
    const options = { address, flag: ' --project my-app', prefix: '', groups, nowMs };
    const found = await checkDeployment(db, options);
    return Object.fromEntries(
      found.filter(({ state }) => state !== 'ok').map(({ what, fix }) => [what, fix]),
    );
  };
  return { db, check };
}

const openRules = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents { match /{document=**} { allow read: if true; } }
}
`;
const ourRules = readFileSync(join(root, 'firestore.rules'), 'utf8');

test('an empty store without rules is told what to do first', async () => {
  const { check } = await makeStore(openRules);
  expect(await check()).toMatchObject({
    'Everybody can read balances': expect.stringContaining('firebase deploy --only firestore'),
    'Nothing was metered yet': expect.any(String),
    'Jobs that have not run yet: expireStaleHolds, expireLots, rollUpUsage, resetRateLimits, cleanupOldData':
      expect.any(String),
    'Nobody has the role owner': 'npx firemeter grant-admin EMAIL owner --project my-app',
  });
});

test('rules that do not answer are not called open', async () => {
  const { check } = await makeStore(ourRules);
  const unchecked = await check(`http://${host}/nowhere`);
  expect(Object.keys(unchecked)).toContain('The rules could not be checked (status 404)');
  expect(unchecked).not.toHaveProperty('Everybody can read balances');
});

test('a system that runs has nothing wrong, and its prices are looked through before launch', async () => {
  const { db, check } = await makeStore(ourRules);
  await raiseStore(db, { version: SCHEMA_VERSION, cursor: null, nowMs });
  for (const uid of ['ann', 'bob']) {
    const member = { schemaVersion: SCHEMA_VERSION, role: 'owner', updatedAt: nowMs } as const;
    await collection(db, 'staff')
      .doc(uid)
      .set(await encodeDocument(db, StaffMember, member));
  }
  const publish = async (change: object) => {
    const catalog = { ...defaultCatalog, ...change };
    const published = {
      version: 1,
      catalog,
      publishedBy: 'test',
      publishedAt: nowMs,
      reachableProviders: null,
    };
    const encoded = await encodeDocument(db, PublishedCatalog, {
      schemaVersion: SCHEMA_VERSION,
      ...published,
    });
    await collection(db, 'config').doc(CATALOG_CONFIG).set(encoded);
  };
  const run = async (name: JobName, lastSuccessAt: number) => {
    const idle = { lastFailure: null, tookMs: 1, counts: {}, cursor: null, runs: [] };
    const lease = { run: 'none', untilMs: 0 };
    const state = {
      schemaVersion: SCHEMA_VERSION,
      lease,
      lastStartAt: lastSuccessAt,
      lastSuccessAt,
      ...idle,
    };
    await collection(db, 'jobs')
      .doc(name)
      .set(await encodeDocument(db, JobState, state));
  };
  const jobs = [
    'expireStaleHolds',
    'expireLots',
    'rollUpUsage',
    'resetRateLimits',
    'cleanupOldData',
  ] as const;
  expect(functionNames([])).toEqual(expect.arrayContaining([...jobs]));
  await Promise.all(jobs.map((name) => run(name, nowMs)));
  const [image] = Object.entries(defaultCatalog.operations);
  if (!image) return expect.unreachable();
  const limit = { max: 10, windowMs: 60_000 };
  await publish({ operations: { [image[0]]: { ...image[1], limit } } });
  expect(await check()).toEqual({
    'Credits cannot be bought': 'npx firemeter init --groups payments, and add packs',
  });
  expect(await check(undefined, ['payments'])).toMatchObject({
    'Credits are for sale': expect.stringContaining('STRIPE_SECRET_KEY'),
  });

  await publish({
    operations: { [image[0]]: { ...image[1], limit: null, shadow: true } },
    grants: { welcomeMicros: 1, welcomeNeedsVerifiedEmail: false },
    ...{ packs: {}, plans: {} },
  });
  await run('expireStaleHolds', nowMs - 3_600_000);
  await raiseStore(db, { version: 1, cursor: null, nowMs });
  expect(Object.keys(await check())).toEqual([
    `The store is at schema version 1 of ${SCHEMA_VERSION}`,
    'Welcome credits need no verified e-mail address',
    `Without a limit: ${image[0]}`,
    `Free in shadow mode: ${image[0]}`,
    'Credits cannot be bought',
    'expireStaleHolds is late',
  ]);
});
