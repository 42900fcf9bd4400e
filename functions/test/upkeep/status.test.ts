import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { resolveAlert } from '../../src/admin/resolve-alert.ts';
import {
  Alert,
  collections,
  DAY_MS,
  HealthReport,
  HOUR_MS,
  type JobName,
  JobState,
  jobStanding,
  LedgerReport,
  MINUTE_MS,
  ReconciliationReport,
  StripeEvent,
  serviceStatus,
} from '../../src/contract/index.ts';
import { createReadHealth } from '../../src/http/reads/create-read-health.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { runJob } from '../../src/platform/deploy/run-job.ts';
import { createActivities } from '../../src/platform/store/activities.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { refreshHealth } from '../../src/upkeep/health/refresh-health.ts';
import { createJobs } from '../../src/upkeep/jobs.ts';
import { runJobNow } from '../../src/upkeep/run-job-now.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { newRequestId, openAccount } from '../support/accounts.ts';
import { catalogsOf, contextOf } from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { slowQueries } from './slow-queries.ts';

const NOW = Date.UTC(2026, 4, 15, 12);
const BOOKS_ALERT = 'all-books-off';

/** A service of its own, as it is wired, at a time that a test sets. */
async function service() {
  const db = await ownDb();
  const clock = { nowMs: NOW };
  const now = () => clock.nowMs;
  const meter = createMeter({ store: createStore(db), now });
  const services = {
    db,
    now,
    meter,
    activities: createActivities(db),
    catalogs: catalogsOf(),
    outputs: { remove: async () => undefined },
    auth: {
      listUsers: async () => ({ users: [] }) as never,
      getUsers: async () => ({ users: [], notFound: [] }),
    },
    providerChecks: () => [],
    providerLabels: {},
    offersOf: () => null,
    sealSecrets: () => ['a secret'],
    reachableProviders: () => new Set(['studio']),
    jobEnded: (name: JobName, state: JobState) => refreshHealth({ db, now }, name, state),
  };
  const jobs = createJobs(services);
  const admin = { ...contextOf('admin'), role: 'admin' as const };
  const reader = async <S extends z.ZodType>(schema: S, path: string) => {
    const data = (await db.doc(path).get()).data();
    return data === undefined ? null : z.decode(schema, data as z.input<S>);
  };
  return {
    db,
    clock,
    meter,
    services,
    /** As the clock does. */
    run: (name: keyof typeof jobs) => runJob(services, jobs[name], { traceId: 'test', byHand: null }),
    /** As an admin does. */
    runNow: (job: JobName) => {
      const handler = runJobNow({ ...services, jobs: jobs as never });
      const requestId = newRequestId(clock.nowMs);
      return handler({ requestId, job, reason: 'for a test' }, admin, async () => undefined);
    },
    /** As `/api/health` tells it, to somebody who has not asked before. */
    told: () => createReadHealth({ db, now })(),
    report: () => reader(HealthReport, `${collections.config}/health`),
    job: (name: JobName) => reader(JobState, `${collections.jobs}/${name}`),
    resolve: (alertId: string) => {
      const request = { requestId: newRequestId(clock.nowMs), alertId, reason: 'dealt with' };
      return resolveAlert(services)(request, admin, async () => undefined);
    },
    alert: (id: string) => reader(Alert, `${collections.alerts}/${id}`),
  };
}

type Service = Awaited<ReturnType<typeof service>>;

/** Writes past the ledger: accounts that owe what no entry says. */
async function plantDrifts({ db, meter }: Service, count: number): Promise<string[]> {
  const template = (
    await db
      .collection(collections.accounts)
      .doc(await openAccount(meter, 1))
      .get()
  ).data();
  const ids = Array.from({ length: count }, (_, index) => `off-${index}`);
  for (let at = 0; at < count; at += 500) {
    const batch = db.batch();
    for (const [index, id] of ids.slice(at, at + 500).entries()) {
      const none = { lots: [], windows: {}, nextLapseAt: null, shard: (at + index) % 10 };
      batch.set(db.collection(collections.accounts).doc(id), {
        ...template,
        ...none,
        ownerUid: id,
        debtMicros: 7,
      });
    }
    await batch.commit();
  }
  return ids;
}

async function repair({ db }: Service, ids: readonly string[]): Promise<void> {
  const batch = db.batch();
  for (const id of ids) batch.update(db.collection(collections.accounts).doc(id), { debtMicros: 0 });
  await batch.commit();
}

describe('the books', () => {
  test('with 256 drifts turn everything red within one run of the verifier, and green with the run that finds them right', async () => {
    const own = await service();
    await own.run('health');
    expect(await own.told()).toMatchObject({ status: 'ok' });

    const ids = await plantDrifts(own, 256);
    expect((await own.runNow('verifyLedger')).counts).toMatchObject({ drifts: 256 });
    const told = await own.told();
    expect(told.status).toBe('degraded');
    expect(told.parts).toContainEqual(
      expect.objectContaining({ name: 'books', status: 'failing', note: '256 drifts in the books' }),
    );
    expect(told.jobs).toContainEqual(expect.objectContaining({ name: 'verifyLedger', standing: 'failed' }));
    expect(jobStanding('verifyLedger', await own.job('verifyLedger'), NOW)).toBe('found');
    expect(serviceStatus(await own.report(), NOW)).toMatchObject({ status: 'degraded' });
    expect(await own.alert(BOOKS_ALERT)).toMatchObject({
      kind: 'books-off',
      severity: 'critical',
      details: { drifts: 256 },
      resolvedAt: null,
    });

    await repair(own, ids);
    own.clock.nowMs += MINUTE_MS;
    expect((await own.runNow('verifyLedger')).counts).toMatchObject({ drifts: 0 });
    expect(await own.told()).toMatchObject({ status: 'ok' });
    expect(jobStanding('verifyLedger', await own.job('verifyLedger'), own.clock.nowMs)).toBe('ok');
    expect(await own.alert(BOOKS_ALERT)).toMatchObject({ createdAt: NOW, resolvedAt: own.clock.nowMs });
  });

  test('stay red each night, even from checkpoints, until they are right', async () => {
    const own = await service();
    const ids = await plantDrifts(own, 3);
    await own.run('health');
    for (let night = 0; night < 3; night++) {
      await own.run('verifyLedger');
      await own.run('health');
      expect(await own.told()).toMatchObject({ status: 'degraded' });
      own.clock.nowMs += DAY_MS;
    }
    await repair(own, ids);
    await own.run('verifyLedger');
    await own.run('health');
    expect((await own.told()).parts.filter(({ status }) => status === 'failing')).toEqual([]);
  });

  test('are not called right by a pass that has only begun', async () => {
    const own = await service();
    await plantDrifts(own, 3);
    await own.run('verifyLedger');
    const part = { part: '0', cursor: 'x', accounts: 0, activities: 0, entries: 0 };
    const begun = { ...part, pass: 'next', driftCount: 0, drifts: [], startedAt: NOW + 1, endedAt: null };
    const reports = own.db.collection(collections.ledgerReports);
    await reports.doc('next-0').set(z.encode(LedgerReport, { schemaVersion: 1, ...begun }));
    await own.run('health');
    expect((await own.told()).parts).toContainEqual(
      expect.objectContaining({ name: 'books', status: 'failing' }),
    );
  });

  test('have their alert when a run that found drifts is killed', async () => {
    const own = await service();
    await plantDrifts(own, 3);
    let calls = 0;
    // The first thing a run tells after it has begun, it tells while it is under way.
    const keep = async () => {
      if (calls++ > 0) throw new Error('killed');
    };
    const jobs = createJobs({ ...own.services, now: () => (own.clock.nowMs += MINUTE_MS / 2) });
    await expect(jobs.verifyLedger.run({ ...oneRun, keep })).rejects.toThrow('killed');
    expect(await own.alert(BOOKS_ALERT)).toMatchObject({ resolvedAt: null });
    await own.run('health');
    expect(await own.told()).toMatchObject({ status: 'degraded' });
  });
});

describe('an alert', () => {
  test('is resolved by an admin once, with an audit entry', async () => {
    const own = await service();
    const fault = { kind: 'command-failed', code: 'internal', details: { n: 1 } };
    const fields = { ...fault, accountId: 'person', subject: 'hold activity/person_1' };
    const open = { ...fields, resolvedAt: null, rule: null };
    await set(own.db, 'alerts/person-command-failed-1', Alert, open);
    await own.run('health');
    expect(await own.told()).toMatchObject({ status: 'degraded' });
    const { resolvedAtMs } = await own.resolve('person-command-failed-1');
    expect(resolvedAtMs).toBe(NOW);
    own.clock.nowMs += MINUTE_MS;
    expect(await own.resolve('person-command-failed-1')).toEqual({ resolvedAtMs: NOW });
    await own.run('health');
    expect(await own.told()).toMatchObject({ status: 'ok' });
    const entries = await own.db.collection(collections.audit).get();
    expect(entries.docs.map((entry) => entry.data())).toMatchObject([
      {
        action: 'resolve-alert',
        target: 'alerts/person-command-failed-1',
        actor: { uid: 'admin' },
        before: { ...fault, accountId: 'person', subject: 'hold activity/person_1' },
        reason: 'dealt with',
      },
    ]);
  });

  test('can’t be resolved if it doesn’t exist', async () => {
    const own = await service();
    await expect(own.resolve('nothing')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('about the books opens again with the next run if they are still off', async () => {
    const own = await service();
    await plantDrifts(own, 2);
    await own.run('verifyLedger');
    await own.resolve(BOOKS_ALERT);
    await own.run('health');
    expect(await own.told()).toMatchObject({ status: 'degraded' });
    own.clock.nowMs += DAY_MS;
    await own.run('verifyLedger');
    expect(await own.alert(BOOKS_ALERT)).toMatchObject({ createdAt: own.clock.nowMs, resolvedAt: null });
  });
});

describe('the status', () => {
  const wrong: [string, (own: Service) => Promise<unknown>, string][] = [
    [
      'an alert is open',
      ({ db }) => set(db, 'alerts/a', Alert, { kind: 'command-failed', resolvedAt: null, rule: null }),
      'alerts',
    ],
    [
      'an event about money has waited for an hour',
      ({ db }) => set(db, 'stripe_events/e', StripeEvent, parkedAt(NOW - HOUR_MS - 1, 'no-plan')),
      'payments',
    ],
    [
      'Stripe and we differ',
      ({ db }) =>
        set(db, 'system_config/stripe-reconciliation', ReconciliationReport, {
          reconciliation: { fromMs: 0, toMs: 1, compared: 3, found: 2, differences: [] },
        }),
      'payments',
    ],
  ];

  test.each(wrong)('is bad while %s', async (_, make, part) => {
    const own = await service();
    await make(own);
    await own.run('health');
    const told = await own.told();
    expect(told.status).toBe('degraded');
    expect(told.parts.filter(({ status }) => status === 'failing').map(({ name }) => name)).toEqual([part]);
  });

  const well: [string, (own: Service) => Promise<unknown>][] = [
    [
      'an alert of a rule, which is about the business',
      ({ db }) => set(db, 'alerts/a', Alert, { kind: 'refunds', resolvedAt: null, rule: 'refunds' }),
    ],
    [
      'an alert that is resolved',
      ({ db }) => set(db, 'alerts/a', Alert, { kind: 'command-failed', resolvedAt: new Date(NOW) }),
    ],
    [
      'an event that came a minute ago',
      ({ db }) => set(db, 'stripe_events/e', StripeEvent, parkedAt(NOW - MINUTE_MS, 'no-plan')),
    ],
    [
      'an event about nothing of ours',
      ({ db }) => set(db, 'stripe_events/e', StripeEvent, parkedAt(NOW - DAY_MS, 'unknown-type')),
    ],
    [
      'an event that Stripe has no longer',
      ({ db }) => set(db, 'stripe_events/e', StripeEvent, parkedAt(NOW - 31 * DAY_MS, 'no-plan')),
    ],
  ];

  test.each(well)('is good in spite of %s', async (_, make) => {
    const own = await service();
    await make(own);
    await own.run('health');
    expect(await own.told()).toMatchObject({ status: 'ok' });
  });

  test('turns bad as soon as a job fails, and good again with its next success', async () => {
    const own = await service();
    await own.run('health');
    const failing = { name: 'rollUpUsage', run: () => Promise.reject(new Error('no')) } as const;
    const request = { traceId: 'test', byHand: null };
    await expect(runJob(own.services, failing, request)).rejects.toThrow('no');
    expect(await own.told()).toMatchObject({ status: 'degraded' });
    own.clock.nowMs += MINUTE_MS;
    await own.run('rollUpUsage');
    expect(await own.told()).toMatchObject({ status: 'ok', checkedAtMs: NOW });
  });

  test('is bad after a run that could not do all its work, and after one that was killed', async () => {
    const own = await service();
    await own.run('health');
    const request = { traceId: 'test', byHand: null };
    const partly = { name: 'expireStaleHolds', run: async () => ({ swept: 1, failed: 2 }) } as const;
    await runJob(own.services, partly, request);
    expect(await own.told()).toMatchObject({ status: 'degraded' });
    own.clock.nowMs += MINUTE_MS;
    await own.run('expireStaleHolds');
    expect(await own.told()).toMatchObject({ status: 'ok' });

    const started = Promise.withResolvers<void>();
    const killed = {
      name: 'expireLots',
      run: () => {
        started.resolve();
        return new Promise<never>(() => undefined);
      },
    } as const;
    void runJob(own.services, killed, request);
    await started.promise;
    own.clock.nowMs += MINUTE_MS;
    await own.run('health');
    expect(await own.told()).toMatchObject({ status: 'degraded' });
  });

  test('keeps a job’s findings when a slower check ends after it', async () => {
    const own = await service();
    await own.run('health');
    const looking = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const db = slowQueries(own.services.db, collections.alerts, async () => {
      looking.resolve();
      await goOn.promise;
    });
    const slow = createJobs({ ...own.services, db });
    const look = runJob(own.services, slow.health, { traceId: 'test', byHand: null });
    await looking.promise;
    await plantDrifts(own, 3);
    await own.run('verifyLedger');
    goOn.resolve();
    await look;
    expect(await own.told()).toMatchObject({ status: 'degraded' });
  });
});

function set(db: Firestore, path: string, schema: z.ZodObject, fields: object) {
  return db.doc(path).set(sampleOf(schema, { ...fields }));
}

function parkedAt(receivedMs: number, why: StripeEvent['why']) {
  const receivedAt = new Date(receivedMs);
  return { state: 'parked', why, receivedAt, createdAt: receivedAt, retryAt: null };
}
