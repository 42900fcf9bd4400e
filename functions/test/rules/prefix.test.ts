import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import {
  collection,
  doc,
  getDocFromServer,
  getDocsFromServer,
  limit,
  query,
  setDoc,
  where,
} from 'firebase/firestore';
import { expect, onTestFinished, test } from 'vitest';
import { prefixRules } from '../../../scripts/deploy/prefix-firestore.ts';
import { collections, collectionsWith } from '../../src/contract/index.ts';
import { openDatabase, rulesSource } from './support/emulator.ts';
import { activityOf } from './support/samples.ts';

test('with a prefix, owners and staff can read the collections with it, and nobody those without', async () => {
  const names = collectionsWith('fm_');
  const database = await openDatabase('prefix', {
    rules: prefixRules(rulesSource, 'fm_'),
    collections: names,
  });
  onTestFinished(() => database.close());
  await database.unruled(async (db) => {
    for (const name of [names.activities, collections.activities]) {
      await setDoc(doc(db, name, 'person_1'), activityOf('person', '1'));
    }
  });
  for (const who of ['person', 'support'] as const) {
    const db = database.as(who);
    await assertSucceeds(getDocFromServer(doc(db, names.activities, 'person_1')));
    await assertFails(getDocFromServer(doc(db, collections.activities, 'person_1')));
  }
  const own = (name: string) =>
    getDocsFromServer(
      query(collection(database.as('person'), name), where('accountId', '==', 'person'), limit(9)),
    );
  expect((await assertSucceeds(own(names.activities))).size).toBe(1);
  await assertFails(own(collections.activities));
});
