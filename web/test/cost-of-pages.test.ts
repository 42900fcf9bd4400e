import { activityIdOf, collections, MINUTE_MS, SECOND_MS } from '@firemeter/functions/contract';
import {
  type DocumentReference,
  doc,
  type Firestore,
  getDocFromServer,
  getDocsFromServer,
  limit,
  type Query,
  query,
} from 'firebase/firestore';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ListReader } from '#kit/lists/list-reader.ts';
import type { ListSource } from '#kit/lists/list-source.ts';
import type { LiveSource } from '#kit/live/live-store.ts';
import { type Database, openDatabase } from '../../functions/test/rules/support/emulator.ts';
import {
  accountOf,
  activityOf,
  personOf,
  publishedCatalog,
} from '../../functions/test/rules/support/samples.ts';
import { type Cost, readCosts } from '../../functions/test/support/cost-page.ts';
import { liveWindow } from '../src/features/admin-live/live-filter.ts';
import { readLiveFigures } from '../src/features/admin-live/use-live-figures.ts';
import { tilesShown } from '../src/features/studio/pieces/pieces.ts';
import { readFigures } from '../src/lib/data/use-figures.ts';
import { activityList, ownActivityList } from '../src/lib/service/sources/list-sources.ts';
import {
  accountSource,
  catalogSource,
  openActivitiesSource,
  personSource,
  staffSource,
} from '../src/lib/service/sources/live-sources.ts';
import { activitiesMatching, openStatuses } from '../src/lib/work/activity-filter.ts';

/** What `docs/cost.md` says of pages: as many reads as their queries return documents, under the rules. */

/** Of pages that are read by their own code. */
let reads = 0;
vi.mock('firebase/firestore', async (original) => {
  const sdk = await original<typeof import('firebase/firestore')>();
  // Up to a thousand index entries are billed as one read.
  const aggregated =
    <A extends unknown[], R>(read: (...all: A) => R) =>
    (...all: A) => {
      reads++;
      return read(...all);
    };
  return {
    ...sdk,
    getAggregateFromServer: aggregated(sdk.getAggregateFromServer),
    getCountFromServer: aggregated(sdk.getCountFromServer),
    async getDocsFromServer(requested: Query) {
      const found = await sdk.getDocsFromServer(requested);
      reads += Math.max(1, found.size);
      return found;
    },
  };
});

const uid = 'person';
const admin = 'admin';
const users = ['person', ...Array.from({ length: 9 }, (_, n) => `user${n}`)];

let database: Database;
beforeAll(async () => {
  database = await openDatabase('cost');
  const nowMs = Date.UTC(2027, 0, 1, 12, 0, 45);
  vi.useFakeTimers({ toFake: ['Date'], now: nowMs });
  const db = getFirestore(initializeApp({ projectId: 'demo-rules-cost' }, 'cost'));
  const batch = db.batch();
  const put = (name: keyof typeof collections, id: string, data: object) =>
    batch.set(db.collection(collections[name]).doc(id), data);
  put('accounts', uid, accountOf(uid));
  put('people', uid, personOf(uid));
  put('people', admin, personOf(admin));
  put('accounts', admin, accountOf(admin));
  put('config', 'catalog', publishedCatalog());
  for (let n = 0; n < 240; n++) {
    const owner = users[n % 3 === 0 ? n % users.length : 0] ?? uid;
    const { cancelFor: _, ...sample } = activityOf(owner, `r${n}`);
    const createdAt = new Date(nowMs - n * 5 * SECOND_MS);
    const made = { operation: 'image', status: 'completed', shard: n % 10, createdAt };
    put('activities', activityIdOf({ accountId: owner, requestId: `r${n}` }), { ...sample, ...made });
  }
  await batch.commit();
});
afterAll(async () => {
  vi.useRealTimers();
  await database.close();
});

/** One query, or one document: what isn't there is billed as one read, too. */
async function documentsOf(target: DocumentReference | Query): Promise<{ ids: string[]; reads: number }> {
  if (target.type === 'document') return { ids: [(await getDocFromServer(target)).id], reads: 1 };
  const { docs } = await getDocsFromServer(target);
  return { ids: docs.map(({ id }) => id), reads: Math.max(1, docs.length) };
}

const windowOf = (db: Firestore, source: Pick<ListSource<never>, 'query' | 'windowSize'>) =>
  query(source.query(db), limit(source.windowSize));

async function readsOf(targets: readonly (DocumentReference | Query)[]): Promise<number> {
  const all = await Promise.all(targets.map(documentsOf));
  return all.reduce((sum, { reads }) => sum + reads, 0);
}

/** Returns what the frame of every page listens to. */
function frame(db: Firestore, id: string): (DocumentReference | Query)[] {
  const sources: Pick<LiveSource<never>, 'target'>[] = [
    catalogSource,
    accountSource(id),
    staffSource(id),
    personSource(id),
    openActivitiesSource(id),
  ];
  return [...sources.map(({ target }) => target(db)), windowOf(db, ownActivityList(id))];
}

async function openStudio(db: Firestore): Promise<number> {
  const list = windowOf(db, ownActivityList(uid, { operation: 'image' }));
  const { ids, reads } = await documentsOf(list);
  const results = ids.slice(0, tilesShown).map((id) => doc(db, collections.results, id));
  return reads + (await readsOf([...frame(db, uid), ...results]));
}

/** The list is that of the frame, which is being listened to. */
async function openHistory(db: Firestore): Promise<number> {
  const list = new ListReader({ source: ownActivityList(uid), firestore: db, onNews: () => undefined });
  await vi.waitFor(() => expect(list.state().hasOlder).toBe(true), { timeout: 15_000 });
  reads = 0;
  await readFigures(activitiesMatching(db, { accountId: uid }));
  await readFigures(activitiesMatching(db, { accountId: uid, statuses: openStatuses }));
  await list.loadOlder();
  list.stop();
  return reads;
}

/** Everything but the frame; for each query of staff the rules read their role. */
async function watchLive(db: Firestore): Promise<number> {
  reads = 0;
  const counted = { settled: new Map(), before: new Map() };
  for (let at = 0; at < MINUTE_MS; at += 5 * SECOND_MS) {
    await readLiveFigures(db, counted);
    vi.setSystemTime(Date.now() + 5 * SECOND_MS);
  }
  const figures = reads;
  const { docs } = await getDocsFromServer(windowOf(db, activityList({}, liveWindow)));
  const people = new Set(docs.map((row) => row.get('uid') as string));
  // The list, the report on health and who each user is.
  const queries = figures + 1 + 1 + people.size;
  return figures + docs.length + 1 + people.size + queries;
}

test('the page says how much pages read', async () => {
  const own = database.as(uid);
  const pages = {
    'Open the app again: what the studio reads': await openStudio(own),
    'Open the history, and load 50 older requests': await openHistory(own),
    'Watch the live page for a minute': await watchLive(database.as(admin)),
  };
  const costs = Object.entries(pages).map(([page, read]): [string, Cost] => [
    page,
    { reads: read, writes: 0, deletes: 0, invocations: 0 },
  ]);
  expect(readCosts('What pages read')).toEqual(Object.fromEntries(costs));
});
