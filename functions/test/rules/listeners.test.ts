import { collection, doc, limit, onSnapshot, query, setDoc } from 'firebase/firestore';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CATALOG_CONFIG, collections } from '../../src/contract/index.ts';
import { constrained } from './support/constrained.ts';
import { type Database, openDatabase } from './support/emulator.ts';
import type { Uid } from './support/people.ts';
import { type AppQuery, appQueries } from './support/queries.ts';
import { accountOf, activityOf, publishedCatalog, resultOf, usageEntryOf } from './support/samples.ts';

interface Awaited {
  as: Uid;
  path: string;
  document: Record<string, unknown>;
}

/** What the app listens to before the server has made it. */
const documents: Record<string, Awaited> = {
  'a new person on their account': { as: 'person', path: 'accounts/person', document: accountOf('person') },
  'a guest on their account': { as: 'guest', path: 'accounts/guest', document: accountOf('guest') },
  'support on the account of a person': {
    as: 'support',
    path: 'accounts/person',
    document: accountOf('person'),
  },
  'a creator on an activity': {
    as: 'person',
    path: 'ai_activity/person_1',
    document: activityOf('person', '1'),
  },
  'a creator on a result': { as: 'person', path: 'results/person_1', document: resultOf('person') },
  'a creator on the entry of a usage': {
    as: 'person',
    path: 'credit_logs/usage-person_1',
    document: usageEntryOf('person', '1'),
  },
  'anyone on the catalog': {
    as: 'nobody',
    path: `${collections.config}/${CATALOG_CONFIG}`,
    document: publishedCatalog(),
  },
};

const lists: Record<string, Awaited & { query: AppQuery }> = {
  'a creator on their history': {
    as: 'person',
    query: appQueries.activitiesOf('person'),
    path: 'ai_activity/person_1',
    document: activityOf('person', '1'),
  },
  'support on what happens live': {
    as: 'support',
    query: appQueries.liveActivities(),
    path: 'ai_activity/person_1',
    document: activityOf('person', '1'),
  },
  'a creator on their ledger': {
    as: 'person',
    query: appQueries.ledgerOf('person'),
    path: 'credit_logs/usage-person_1',
    document: usageEntryOf('person', '1'),
  },
};

/** A listener answers within milliseconds, but not on a machine that is busy with other tests. */
const patience = { timeout: 8_000 };

let database: Database;
beforeEach(async () => {
  database = await openDatabase('listeners');
});
afterEach(() => database.close());

test.each(Object.entries(documents))(
  'a listener on %s that opens before the document exists sees it appear',
  async (_, row) => {
    const seen: unknown[] = [];
    const stop = onSnapshot(
      doc(database.as(row.as), row.path),
      (snapshot) => seen.push(snapshot.exists()),
      (error) => seen.push(error.code),
    );
    await vi.waitFor(() => expect(seen).toEqual([false]), patience);
    await database.unruled((db) => setDoc(doc(db, row.path), row.document));
    await vi.waitFor(() => expect(seen).toEqual([false, true]), patience);
    stop();
  },
);

test.each(Object.entries(lists))(
  'a listener on %s that opens while it is empty sees it fill',
  async (_, row) => {
    const seen: unknown[] = [];
    const from = collection(database.as(row.as), row.query.collection);
    const stop = onSnapshot(
      query(constrained(from, row.query), limit(20)),
      (snapshot) => seen.push(snapshot.size),
      (error) => seen.push(error.code),
    );
    await vi.waitFor(() => expect(seen).toEqual([0]), patience);
    await database.unruled((db) => setDoc(doc(db, row.path), row.document));
    await vi.waitFor(() => expect(seen).toEqual([0, 1]), patience);
    stop();
  },
);
