import type { Firestore } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, test } from 'vitest';
import { collections } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { runJob } from '../../src/platform/deploy/run-job.ts';
import { createActivities } from '../../src/platform/store/activities.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { createJobs } from '../../src/upkeep/jobs.ts';
import { catalogsOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';
import { killableDb } from './killable-db.ts';
import { type Dump, dumpOf, layOut, NOW, restore } from './scene.ts';

type JobName = keyof ReturnType<typeof createJobs>;

const names: readonly JobName[] = [
  'expireStaleHolds',
  'expireLots',
  'rollUpUsage',
  'resetRateLimits',
  'cleanupOldData',
  'verifyLedger',
];
/** No job makes more. */
const MOST_COMMITS = 20;
const LATER_MS = 60_000;

let scene: Dump;
beforeAll(async () => {
  const db = await ownDb();
  await layOut(db);
  // Something for the verifier to find, once.
  await db.collection(collections.accounts).doc('cem').update({ debtMicros: 5 });
  scene = await dumpOf(db);
});

describe.each(names)('%s', (name) => {
  test('leaves what one clean run leaves when it is killed at each of its commits and run again', async () => {
    const clean = await sceneDb();
    const whole = killableDb(clean, null);
    const gone = new Set<string>();
    expect(await run(whole.db, { name, gone })).not.toBeNull();
    const wanted = { ...(await dataOf(clean)), gone };
    if (name === 'cleanupOldData') {
      const kept = await clean.collection(collections.prompts).get();
      expect(kept.docs.map(({ id }) => id)).toEqual([expect.stringMatching(/_young$/)]);
    }
    expect(wanted).not.toEqual({ ...(await dataOf(await sceneDb())), gone: new Set() });
    expect(whole.commits()).toBeLessThan(MOST_COMMITS);

    for (let at = 1; at <= whole.commits(); at++) {
      for (const when of ['before', 'after'] as const) {
        const real = await sceneDb();
        const removed = new Set<string>();
        const dying = killableDb(real, { at, when });
        void run(dying.db, { name, gone: removed });
        await dying.died;
        // Its lease is over; the jobs' own clock stands still, so that what they write can be compared.
        expect(await run(real, { name, gone: removed, laterMs: LATER_MS })).not.toBeNull();
        expect({ ...(await dataOf(real)), gone: removed }, `killed ${when} commit ${at}`).toEqual(wanted);
      }
    }
  }, 60_000);

  test('leaves what one run leaves when three run at once, whatever their leases say', async () => {
    const clean = await sceneDb();
    const gone = new Set<string>();
    await run(clean, { name, gone });
    const real = await sceneDb();
    const removed = new Set<string>();
    const alone = { traceId: 'test', isByHand: false, cursor: null, keep: async () => undefined };
    await Promise.all([1, 2, 3].map(() => jobsOn(real, removed)[name].run(alone)));
    expect({ ...(await dataOf(real)), gone: removed }).toEqual({ ...(await dataOf(clean)), gone });
  });
});

async function sceneDb(): Promise<Firestore> {
  const db = await ownDb();
  await restore(db, scene);
  return db;
}

function jobsOn(db: Firestore, gone: Set<string>) {
  return createJobs({
    db,
    meter: createMeter({ store: createStore(db), now: () => NOW }),
    activities: createActivities(db),
    catalogs: catalogsOf(),
    outputs: { remove: async (activityId) => void gone.add(activityId) },
    auth: { listUsers: async () => ({ users: [] }), getUsers: async () => ({ users: [], notFound: [] }) },
    providerChecks: () => [],
    providerLabels: {},
    offersOf: () => null,
    sealSecrets: () => ['a secret'],
    reachableProviders: () => new Set(['studio']),
    now: () => NOW,
    settledAfterMs: 0,
  });
}

function run(
  db: Firestore,
  { name, gone, laterMs = 0 }: { name: JobName; gone: Set<string>; laterMs?: number },
) {
  const job = jobsOn(db, gone)[name];
  return runJob({ db, now: () => NOW + laterMs }, job, { traceId: 'test', byHand: null });
}

/** Everything but how the jobs stand, and the store's own times of what they ended. */
async function dataOf(db: Firestore): Promise<Record<string, unknown>> {
  const dump = await dumpOf(db);
  const data = [...dump].filter(([path]) => !path.startsWith(`${collections.jobs}/`));
  return Object.fromEntries(
    data.map(([path, { recordedAt: _, ...fields }]) => [path, withoutStoreTimes(fields)]),
  );
}

/** Leaves out how far the figures have come by the store's own clock, which nothing stops. */
function withoutStoreTimes({ throughMs: _, datedBeforeMs: __, ...fields }: Record<string, unknown>) {
  const { closed, milestones, movements } = fields;
  for (const [name, read] of Object.entries({ milestones, movements })) {
    if (read) fields[name] = withoutStoreTimes(read as Record<string, unknown>);
  }
  if (!Array.isArray(closed)) return fields;
  return { ...fields, closed: closed.map(({ month }: { month: string }) => month) };
}
