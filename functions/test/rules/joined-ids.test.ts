import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { doc, getDocFromServer, setDoc } from 'firebase/firestore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activityIdOf, collections, paymentIdOf, splitActivityId } from '../../src/contract/index.ts';
import { type Database, openDatabase } from './support/emulator.ts';
import { activityOf, paymentOf, promptOf, reelOf, resultOf, usageEntryOf } from './support/samples.ts';

/** Uids of which the beginnings and ends look like each other's, and like an id that is joined. */
const uids = ['a', 'b', 'ab', 'a_b', 'a_', '_a', '_a_', 'a__b', 'a_b_', '_', '__', 'usage-a'];
const requestId = '0198c5a0-0000-7000-8000-000000000001';

/** Each collection whose documents are named by an account and something else. */
const paths: Record<string, { path: (accountId: string) => string; data: (uid: string) => object }> = {
  'an activity': {
    path: (accountId) => `${collections.activities}/${activityIdOf({ accountId, requestId })}`,
    data: (uid) => activityOf(uid, requestId),
  },
  'a result': {
    path: (accountId) => `${collections.results}/${activityIdOf({ accountId, requestId })}`,
    data: (uid) => resultOf(uid),
  },
  'a prompt': {
    path: (accountId) => `${collections.prompts}/${activityIdOf({ accountId, requestId })}`,
    data: (uid) => promptOf(uid),
  },
  'a reel': {
    path: (accountId) => `${collections.reels}/${activityIdOf({ accountId, requestId })}`,
    data: (uid) => reelOf(uid),
  },
  'the entry of a usage': {
    path: (accountId) => `${collections.ledger}/usage-${activityIdOf({ accountId, requestId })}`,
    data: (uid) => usageEntryOf(uid, requestId),
  },
  'a payment': {
    path: (accountId) => `${collections.payments}/${paymentIdOf({ accountId, cause: 'in_1_2' })}`,
    data: (uid) => paymentOf(uid),
  },
};

let database: Database;
beforeAll(async () => {
  database = await openDatabase('joined-ids');
});
afterAll(() => database.close());

test.each(Object.entries(paths))(
  '%s can be read by its owner, and by no user with a similar uid',
  async (_, row) => {
    const getAs = (me: string, owner: string) => getDocFromServer(doc(database.asUser(me), row.path(owner)));
    async function check(): Promise<void> {
      for (const me of uids) {
        for (const owner of uids) {
          const got = getAs(me, owner);
          await (me === owner ? assertSucceeds(got) : assertFails(got));
        }
      }
    }
    await check();
    await database.unruled(async (db) => {
      for (const uid of uids) await setDoc(doc(db, row.path(uid)), row.data(uid));
    });
    await check();
  },
);

test('an id is split as it was joined', () => {
  for (const accountId of uids) {
    const joined = { accountId, requestId };
    expect(splitActivityId(activityIdOf(joined))).toEqual(joined);
  }
});
