import { randomUUID } from 'node:crypto';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import {
  CATALOG_CONFIG,
  collections,
  collectionsWith,
  defaultCatalog,
  PublishedCatalog,
} from '../../src/contract/index.ts';
import { generate } from '../../src/generation/calls/generate.ts';
import { openAccount } from '../../src/generation/calls/open-account.ts';
import { prefixCollections } from '../../src/platform/store/prefix-collections.ts';
import { createServices } from '../../src/wiring.ts';
import { credits, expectBooksBalance, grantOf, newUid } from '../support/accounts.ts';
import { contextOf, imageOf, newInstance, requestOf } from '../support/backend.ts';

/** Services in an app of their own, with collections of a prefix, and models from the stand-ins. */
async function prefixed(collectionPrefix: string) {
  const app = initializeApp({ projectId: `demo-${randomUUID()}` }, randomUUID());
  const stand = newInstance();
  onTestFinished(async () => {
    stand.close();
    await deleteApp(app);
  });
  const { services } = createServices({ app, region: 'europe-west1', collectionPrefix });
  const { runModel, reachableProviders, digestKey, moderate } = stand;
  const accountOpened = async () => undefined;
  const plain = getFirestore(app);
  const published: PublishedCatalog = {
    schemaVersion: 1,
    version: 1,
    catalog: defaultCatalog,
    publishedBy: 'test',
    publishedAt: 0,
    reachableProviders: null,
  };
  await prefixCollections(plain, collectionPrefix)
    .collection(collections.config)
    .doc(CATALOG_CONFIG)
    .set(z.encode(PublishedCatalog, published));
  return {
    plain,
    services: { ...services, runModel, reachableProviders, digestKey, moderate, accountOpened },
  };
}

test('with a prefix, all documents of a request are in collections with that prefix', async () => {
  const { plain, services } = await prefixed('fm_');
  const uid = newUid();
  const context = contextOf(uid);
  await openAccount(services)({}, context, () => undefined);
  await services.meter.submit(uid, grantOf({ micros: credits(20) }));
  const { requestId, ...rest } = requestOf(imageOf('a lighthouse'.repeat(100)));
  const answer = await generate(services)({ requestId, ...rest }, context, () => undefined);
  services.runningWork.close();
  expect(answer).toMatchObject({ status: 'completed', output: { kind: 'image' } });
  await expectBooksBalance(uid, prefixCollections(plain, 'fm_'));
  const found = (await plain.listCollections()).map(({ id }) => id).sort();
  const names = collectionsWith('fm_');
  const written = [
    names.accounts,
    names.activities,
    names.ledger,
    names.prompts,
    names.results,
    names.config,
  ];
  expect(found).toEqual(expect.arrayContaining(written));
  expect(found.filter((name) => !name.startsWith('fm_'))).toEqual([]);
});

test.each(['a/b', '__x', '1', 'a.b', 'x'.repeat(33)])('the prefix %j is rejected', (prefix) => {
  const app = initializeApp({ projectId: 'demo-prefixes' }, randomUUID());
  onTestFinished(() => deleteApp(app));
  expect(() => createServices({ app, collectionPrefix: prefix })).toThrow('A prefix of collections');
});
