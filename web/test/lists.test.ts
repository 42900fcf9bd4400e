import type { Activity } from '@firemeter/functions/contract';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../../functions/test/rules/emulator.ts';
import { activityOf } from '../../functions/test/rules/samples.ts';
import { type ActivityFilter, activitiesMatching, openStatuses } from '../src/lib/activity-filter.ts';
import { activityList } from '../src/lib/list-sources.ts';
import { ListReader } from '../src/lib/lists/list-reader.ts';
import { readFigures } from '../src/lib/use-figures.ts';

type Stored = Record<string, unknown> & Pick<Activity, 'uid' | 'operation' | 'status'> & { createdAt: Date };

const uid = 'person';
const startMs = Date.UTC(2027, 0, 1);
const statuses = ['completed', 'completed', 'failed', 'processing'] as const;

/** The n-th request: a hundred of them of one millisecond, the rest a second apart; every tenth is somebody else's. */
function made(n: number, atMs = startMs + (n < 100 ? 3_000_000 : n * 1_000)): [string, Stored] {
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

/** A list is read to its end by each filter: the emulator looks at every document for every page. Soaking takes 5,000. */
const count = Math.min(5_000, 600 * Number(process.env.FIREMETER_SOAK ?? 1));

const stored = new Map<string, Stored>();
let database: Database;
/** Past the rules. */
const db = getFirestore(initializeApp({ projectId: 'demo-rules-lists' }, 'lists'));

async function store(documents: readonly [string, Stored][]): Promise<void> {
  for (let at = 0; at < documents.length; at += 500) {
    const batch = db.batch();
    for (const [id, data] of documents.slice(at, at + 500))
      batch.set(db.collection('ai_activity').doc(id), data);
    await batch.commit();
  }
  for (const [id, data] of documents) stored.set(id, data);
}

beforeAll(async () => {
  database = await openDatabase('lists');
  await store(Array.from({ length: count }, (_, n) => made(n)));
});
afterAll(() => database.close());

interface Row {
  as: 'person' | 'analyst';
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
  'the live page': { as: 'analyst', filter: {}, matches: () => true },
  'the live page of what failed of one operation': {
    as: 'analyst',
    filter: { operation: 'image', statuses: ['failed'] },
    matches: (one) => one.operation === 'image' && one.status === 'failed',
  },
  'the live page of some people': {
    as: 'analyst',
    filter: { uids: ['somebody', 'nobody'] },
    matches: (one) => !own(one),
  },
};

/** In the order of the store. */
function expected({ matches }: Row): string[] {
  return [...stored]
    .filter(([, one]) => matches(one))
    .sort(([idA, a], [idB, b]) => +b.createdAt - +a.createdAt || (idA < idB ? 1 : -1))
    .map(([id]) => id);
}

const patience = { timeout: 25_000, interval: 50 };

/** Two requests of one millisecond, five times a second. @returns what stops them, and waits for the last */
function arrivals(): () => Promise<void> {
  const stores: Promise<void>[] = [];
  const timer = setInterval(() => {
    const first = nextArrival;
    nextArrival += 2;
    const atMs = startMs + 6_000_000 + first;
    stores.push(store([made(first, atMs), made(first + 1, atMs)]));
  }, 200);
  return async () => {
    clearInterval(timer);
    await Promise.all(stores);
  };
}
let nextArrival = 10_000;

describe('of many requests, 100 of them of one millisecond', () => {
  test.each(Object.entries(rows))(
    '%s shows each that matches once and in order, to its end, while ten more come each second',
    async (_, row) => {
      const before = nextArrival;
      const stop = arrivals();
      const source = activityList(row.filter, { windowSize: 50 });
      const reader = new ListReader({ source, firestore: database.as(row.as), onNews: () => reader.state() });
      try {
        await vi.waitFor(() => expect(reader.state().items).toBeDefined(), patience);
        await vi.waitFor(() => expect(nextArrival).toBeGreaterThan(before), patience);
        while (reader.state().hasOlder) {
          await reader.loadOlder();
          expect(reader.state().older).toBe('idle');
        }
        await stop();
        await vi.waitFor(
          () => expect(reader.state().items?.map(({ id }) => id)).toEqual(expected(row)),
          patience,
        );
      } finally {
        await stop();
        reader.stop();
      }
    },
  );

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
