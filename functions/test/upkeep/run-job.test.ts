import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { collections, JobState } from '../../src/contract/index.ts';
import type { Job, JobRun } from '../../src/platform/deploy/job.ts';
import { runJob } from '../../src/platform/deploy/run-job.ts';
import { runJobNow } from '../../src/upkeep/run-job-now.ts';
import { newRequestId } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';

const MINUTE_MS = 60_000;
let db = await ownDb();
let nowMs = Date.now();
const services = () => ({ db, now: () => nowMs });
const byClock = { traceId: 'test', byHand: null };

beforeEach(async () => {
  db = await ownDb();
  nowMs = Date.now();
});

function jobOf(run: (run: JobRun) => Promise<Record<string, number>>): Job {
  return { name: 'expireStaleHolds', run };
}

async function state(): Promise<JobState> {
  const stored = await db.collection(collections.jobs).doc('expireStaleHolds').get();
  return z.decode(JobState, stored.data() as z.input<typeof JobState>);
}

describe('a run of a job', () => {
  test('works alone when many begin at once, and the others are turned away', async () => {
    let working = 0;
    const job = jobOf(async () => ({ working: ++working }));
    const runs = await Promise.all(Array.from({ length: 8 }, () => runJob(services(), job, byClock)));
    expect(runs.filter((counts) => counts !== null)).toEqual([{ working: 1 }]);
    expect(await state()).toMatchObject({ lastSuccessAt: nowMs, counts: { working: 1 }, lastFailure: null });
  });

  test('continues where a killed run was, once that run’s lease has expired', async () => {
    const { promise: died, resolve: die } = Promise.withResolvers<void>();
    const killed = jobOf(async (run) => {
      await run.keep('half way');
      die();
      return new Promise(() => undefined);
    });
    void runJob(services(), killed, byClock);
    await died;
    const next = jobOf(async ({ cursor }) => ({ found: Number(cursor === 'half way') }));
    expect(await runJob(services(), next, byClock)).toBeNull();
    nowMs += MINUTE_MS;
    expect(await runJob(services(), next, byClock)).toEqual({ found: 1 });
  });

  test('stops when another has taken over, and stores nothing about itself', async () => {
    const slow = jobOf(async (run) => {
      nowMs += MINUTE_MS;
      await runJob(
        services(),
        jobOf(async () => ({ other: 1 })),
        byClock,
      );
      await run.keep('too late');
      return { slow: 1 };
    });
    await expect(runJob(services(), slow, byClock)).rejects.toThrow('Another run');
    expect(await state()).toMatchObject({ cursor: null, counts: { other: 1 }, lastFailure: null });
  });

  test('stores the time and the cause of its failure, and the next success replaces it', async () => {
    const failing = jobOf(() => Promise.reject(new Error('The disk is full')));
    await expect(runJob(services(), failing, byClock)).rejects.toThrow('The disk is full');
    expect(await state()).toMatchObject({
      lastFailure: { atMs: nowMs, message: '', fault: { code: 'unexpected', details: {} } },
    });
    nowMs += MINUTE_MS;
    await runJob(
      services(),
      jobOf(async () => ({})),
      byClock,
    );
    expect(await state()).toMatchObject({ lastSuccessAt: nowMs, lastFailure: { atMs: nowMs - MINUTE_MS } });
  });
});

describe('an admin', () => {
  const admin = { ...contextOf('admin'), role: 'admin' as const };
  const handlerOf = (job: Job) => runJobNow({ ...services(), jobs: { expireStaleHolds: job } as never });

  test('runs a job once per request, with an audit entry in the commit that begins it', async () => {
    let runs = 0;
    const handler = handlerOf(jobOf(async () => ({ runs: ++runs })));
    const request = { requestId: newRequestId(), job: 'expireStaleHolds', reason: 'to see' } as const;
    expect(await handler(request, admin, () => undefined)).toEqual({ counts: { runs: 1 } });
    expect(await handler(request, admin, () => undefined)).toEqual({ counts: { runs: 1 } });
    const entry = await db.collection(collections.audit).doc(`job-${request.requestId}`).get();
    expect(entry.data()).toMatchObject({
      action: 'run-job',
      target: 'jobs/expireStaleHolds',
      reason: 'to see',
    });
  });

  test('is rejected while the job is running, without an audit entry', async () => {
    const { promise: ended, resolve: end } = Promise.withResolvers<Record<string, number>>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const running = runJob(
      services(),
      jobOf(() => {
        begin();
        return ended;
      }),
      byClock,
    );
    await begun;
    const request = { requestId: newRequestId(), job: 'expireStaleHolds', reason: randomUUID() } as const;
    const asked = handlerOf(jobOf(async () => ({})))(request, admin, () => undefined);
    await expect(asked).rejects.toMatchObject({ code: 'busy' });
    expect((await db.collection(collections.audit).get()).size).toBe(0);
    end({});
    await running;
  });
});
