import { setTimeout as delay } from 'node:timers/promises';
import { type Activity, collections } from '@firemeter/functions/contract';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ListReader } from '#kit/lists/list-reader.ts';
import type { ListSource } from '#kit/lists/list-source.ts';
import { type Database, openDatabase } from '../../functions/test/rules/support/emulator.ts';
import { activityOf, auditEntryOf } from '../../functions/test/rules/support/samples.ts';
import { readFigures } from '../src/lib/data/use-figures.ts';
import { activityList, auditList } from '../src/lib/service/sources/list-sources.ts';
import { type ActivityFilter, activitiesMatching, openStatuses } from '../src/lib/work/activity-filter.ts';

type Stored = Record<string, unknown> & Pick<Activity, 'uid' | 'operation' | 'status'> & { createdAt: Date };

const uid = 'person';
const startMs = Date.UTC(2027, 0, 1);
const statuses = ['completed', 'completed', 'failed', 'processing'] as const;

interface StoredEntry extends Record<string, unknown> {
  action: string;
  createdAt: Date;
}

/** A hundred of one millisecond, the rest a second apart. */
const madeAtMs = (n: number) => startMs + (n < 100 ? 3_000_000 : n * 1_000);

/** The n-th request; every tenth is somebody else's. */
function made(n: number, atMs = madeAtMs(n)): [string, Stored] {
  const owner = n % 10 === 0 ? 'somebody' : uid;
  const id = `${owner}_${String((n * 7919) % 1_000_003).padStart(7, '0')}`;
  const { cancelFor: _, ...sample } = activityOf(owner, id);
  return [
    id,
    {
      ...sample,
      uid: owner,
      createdAt: new Date(atMs),
      operation: ['image', 'chat', 'video'][n % 3] as string,
      status: statuses[n % 4] as (typeof statuses)[number],
      heldMicros: n,
      capturedMicros: n % 7,
      shard: n % 10,
    },
  ];
}

/** The n-th audit entry. */
function audited(n: number, atMs = madeAtMs(n)): [string, StoredEntry] {
  const id = `entry-${String((n * 7919) % 1_000_003).padStart(7, '0')}`;
  const action = n % 3 === 0 ? 'grant-credits' : 'block';
  return [id, { ...auditEntryOf(uid), action, createdAt: new Date(atMs) }];
}

/** A list is read to its end by each filter: the emulator looks at every document for every page. Soaking takes 5,000. */
const count = Math.min(5_000, 600 * Number(process.env.FIREMETER_SOAK ?? 1));

const stored = new Map<string, Stored>();
const entries = new Map<string, StoredEntry>();
let database: Database;
/** Past the rules. */
const db = getFirestore(initializeApp({ projectId: 'demo-rules-lists' }, 'lists'));

async function write(name: string, documents: readonly [string, Record<string, unknown>][]): Promise<void> {
  for (let at = 0; at < documents.length; at += 500) {
    const batch = db.batch();
    for (const [id, data] of documents.slice(at, at + 500)) batch.set(db.collection(name).doc(id), data);
    await batch.commit();
  }
}

async function store(documents: readonly [string, Stored][]): Promise<void> {
  await write(collections.activities, documents);
  for (const [id, data] of documents) stored.set(id, data);
}

async function storeEntries(documents: readonly [string, StoredEntry][]): Promise<void> {
  await write(collections.audit, documents);
  for (const [id, data] of documents) entries.set(id, data);
}

beforeAll(async () => {
  database = await openDatabase('lists');
  await store(Array.from({ length: count }, (_, n) => made(n)));
  await storeEntries(Array.from({ length: count }, (_, n) => audited(n)));
});
afterAll(() => database.close());

interface Row {
  as: 'person' | 'support';
  filter: ActivityFilter;
  matches: (activity: Stored) => boolean;
}

const own = ({ uid: owner }: Stored) => owner === uid;
const fromMs = startMs + 1_000_000;
const untilMs = startMs + 4_000_000;

const rows: Record<string, Row> = {
  'a history': { as: 'person', filter: { uids: [uid] }, matches: own },
  'a history of one operation': {
    as: 'person',
    filter: { uids: [uid], operation: 'video' },
    matches: (one) => own(one) && one.operation === 'video',
  },
  'a history of one status': {
    as: 'person',
    filter: { uids: [uid], statuses: ['failed', 'expired'] },
    matches: (one) => own(one) && one.status === 'failed',
  },
  'a history of some days, one operation and what is open': {
    as: 'person',
    filter: { uids: [uid], operation: 'chat', statuses: openStatuses, fromMs, untilMs },
    matches: (one) =>
      own(one) &&
      one.operation === 'chat' &&
      one.status === 'processing' &&
      +one.createdAt >= fromMs &&
      +one.createdAt < untilMs,
  },
  'what can be started from': {
    as: 'person',
    filter: { uids: [uid], operations: ['image', 'video'], statuses: ['completed'] },
    matches: (one) => own(one) && one.operation !== 'chat' && one.status === 'completed',
  },
  'the live page': { as: 'support', filter: {}, matches: () => true },
  'the live page of what failed of one operation': {
    as: 'support',
    filter: { operation: 'image', statuses: ['failed'] },
    matches: (one) => one.operation === 'image' && one.status === 'failed',
  },
  'the live page of some people': {
    as: 'support',
    filter: { uids: ['somebody', 'nobody'] },
    matches: (one) => !own(one),
  },
};

/** In the order of the store. */
function inOrder<T extends { createdAt: Date }>(all: Map<string, T>, matches: (one: T) => boolean): string[] {
  return [...all]
    .filter(([, one]) => matches(one))
    .sort(([idA, a], [idB, b]) => +b.createdAt - +a.createdAt || (idA < idB ? 1 : -1))
    .map(([id]) => id);
}

const patience = { timeout: 25_000, interval: 50 };

/**
 * Stores two of one millisecond, five times a second, or as fast as the emulator takes them: more than it takes would make
 * the list grow faster than anybody can read it. @returns what stops them, and waits for the last
 */
function arrivals(storeTwo: (first: number, atMs: number) => Promise<void>): () => Promise<void> {
  let isStopped = false;
  const stored = (async () => {
    while (!isStopped) {
      const first = nextArrival;
      nextArrival += 2;
      await Promise.all([storeTwo(first, startMs + 6_000_000 + first), delay(200)]);
    }
  })();
  return () => {
    isStopped = true;
    return stored;
  };
}
let nextArrival = 10_000;

/** Reads a list to its end while more arrive, and expects it to become what is stored. */
async function readToItsEnd<T>(
  source: ListSource<T>,
  {
    as,
    storeTwo,
    ids,
  }: { as: Row['as'] | 'admin'; storeTwo: Parameters<typeof arrivals>[0]; ids: () => string[] },
): Promise<void> {
  const before = nextArrival;
  const stop = arrivals(storeTwo);
  const reader = new ListReader({ source, firestore: database.as(as), onNews: () => reader.state() });
  try {
    await vi.waitFor(() => expect(reader.state().items).toBeDefined(), patience);
    await vi.waitFor(() => expect(nextArrival).toBeGreaterThan(before), patience);
    while (reader.state().hasOlder) {
      await reader.loadOlder();
      expect(reader.state().older).toBe('idle');
    }
    await stop();
    await vi.waitFor(() => expect(reader.state().items?.map(({ id }) => id)).toEqual(ids()), patience);
  } finally {
    await stop();
    reader.stop();
  }
}

describe('of many requests, 100 of them of one millisecond', () => {
  const storeTwo = (first: number, atMs: number) => store([made(first, atMs), made(first + 1, atMs)]);

  test.each(Object.entries(rows))(
    '%s shows each that matches once and in order, to its end, while ten more come each second',
    (_, { as, filter, matches }) =>
      readToItsEnd(activityList(filter, { windowSize: 50 }), {
        as,
        storeTwo,
        ids: () => inOrder(stored, matches),
      }),
  );

  test('a list that keeps the newest ones keeps what was loaded below them', async () => {
    const source = activityList({}, { windowSize: 50, keep: 60 });
    await readToItsEnd(source, { as: 'support', storeTwo, ids: () => inOrder(stored, () => true) });
  });

  test.each(Object.entries(rows))('the figures of %s are those of all that match', async (_, row) => {
    const figures = await readFigures(activitiesMatching(database.as(row.as), row.filter));
    const matching = [...stored.values()].filter(row.matches);
    const sum = (field: 'heldMicros' | 'capturedMicros') =>
      matching.reduce((total, one) => total + Number(one[field]), 0);
    expect(figures).toEqual({
      count: matching.length,
      heldMicros: sum('heldMicros'),
      capturedMicros: sum('capturedMicros'),
    });
  });
});

describe('of many audit entries, 100 of them of one millisecond', () => {
  test.each([
    ['the audit log', {}, () => true],
    ['one action', { action: 'grant-credits' }, ({ action }: StoredEntry) => action === 'grant-credits'],
    [
      'one action of some days',
      { action: 'block', fromMs, untilMs },
      ({ action, createdAt }: StoredEntry) =>
        action === 'block' && +createdAt >= fromMs && +createdAt < untilMs,
    ],
  ])(
    '%s shows each entry once and in order, to its end, while ten more come each second',
    (_, filter, matches) =>
      readToItsEnd(auditList(filter), {
        as: 'admin',
        storeTwo: (first, atMs) => storeEntries([audited(first, atMs), audited(first + 1, atMs)]),
        ids: () => inOrder(entries, matches),
      }),
  );
});
