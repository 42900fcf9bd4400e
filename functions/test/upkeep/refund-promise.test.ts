import { expect, test } from 'vitest';
import {
  Activity,
  AppError,
  collections,
  decodeStored,
  type ErrorCode,
  encodeStored,
  GOODWILL_REASON,
  goodwillEntryId,
  newFailure,
  POLICIES_CONFIG,
  Policies,
  REFUND_TIMES_CONFIG,
  type RefundPromise,
  RefundTimes,
  refundFigures,
  SCHEMA_VERSION,
  SECOND_MS,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import type { JobRun } from '../../src/platform/deploy/job.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { keepRefundPromise, type RefundServices } from '../../src/upkeep/refunds/keep-refund-promise.ts';
import { booksOf, cancelOf, credits, holdOf, openAccount, sweepOf, workedOf } from '../support/accounts.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { killableDb } from './killable-db.ts';

const promised: RefundPromise = {
  boundMs: 60 * SECOND_MS,
  goodwillMicros: credits(2),
  accountMonthlyMicros: credits(5),
  monthlyMicros: credits(7),
};

interface Failing {
  readonly agoMs: number;
  readonly code?: ErrorCode;
  readonly runBy?: 'server' | 'client';
}

/** A store in which work fails, with a promise or without one. */
async function world(refundPromise: RefundPromise | null = promised) {
  const db = await ownDb();
  const meter = createMeter({ store: createStore(db) });
  const open = () => openAccount(meter, 100);
  const promise = (refundPromise: RefundPromise | null) =>
    db
      .collection(collections.config)
      .doc(POLICIES_CONFIG)
      .set(encodeStored(Policies, { schemaVersion: 1, refundPromise, updatedAt: 0 }, SCHEMA_VERSION));
  await promise(refundPromise);
  async function fail(uid: string, { agoMs, code = 'provider-failed', runBy = 'server' }: Failing) {
    const hold = holdOf(uid, { priceMicros: credits(5), runBy });
    await meter.submit(uid, hold);
    const worked = workedOf(hold, { captureMicros: 0, status: 'failed' });
    const failure = newFailure(AppError.of({ code, details: {} }));
    const failed = { failure, failedAtMs: Date.now() - agoMs };
    await meter.submit(uid, { ...worked, ending: { ...worked.ending, ...failed } as typeof worked.ending });
    return hold.activityId;
  }
  return {
    ...{ db, meter, open, fail, promise },
    /** Work that fails too late for the promise, recorded at known times. */
    async failAll(count: number, { apartMs }: { readonly apartMs: number }) {
      const uid = await open();
      const ids: string[] = [];
      const firstMs = Date.now() - SECOND_MS;
      for (let index = 0; index < count; index++) {
        const id = await fail(uid, { agoMs: 90 * SECOND_MS });
        const recordedAt = new Date(firstMs + index * apartMs);
        await db.collection(collections.activities).doc(id).update({ recordedAt });
        ids.push(id);
      }
      return { uid, ids };
    },
    /** Everything so far is old enough to be measured. */
    keep: (on = db, change: Partial<RefundServices & JobRun> = {}) =>
      keepRefundPromise(
        { ...{ db: on, meter, now: Date.now, settledAfterMs: -SECOND_MS }, ...change },
        { ...oneRun, ...change },
      ),
    async times() {
      const stored = await db.collection(collections.config).doc(REFUND_TIMES_CONFIG).get();
      return decodeStored(RefundTimes, stored.data());
    },
    async goodwill(uid: string) {
      const { entries } = await booksOf(uid, db);
      const granted = [...entries].flatMap(([id, entry]) =>
        entry.kind === 'grant' && entry.reason === GOODWILL_REASON ? [[id, entry.totalMicros] as const] : [],
      );
      return new Map(granted);
    },
  };
}

test('the time from a failure until its credits are back is measured, cancels and work of apps left out', async () => {
  const { open, fail, keep, times, meter } = await world(null);
  const uid = await open();
  for (const agoMs of [1_000, 2_000, 30_000]) await fail(uid, { agoMs });
  await fail(uid, { agoMs: 90_000, code: 'cancelled' });
  await fail(uid, { agoMs: 90_000, runBy: 'client' });
  const done = holdOf(uid);
  await meter.submit(uid, done);
  await meter.submit(uid, workedOf(done, { captureMicros: credits(1) }));
  expect(await keep()).toEqual({ measured: 3, late: 0, granted: 0 });
  const figures = refundFigures(await times(), Date.now());
  expect(figures?.count).toBe(3);
  expect(Math.abs((figures?.p50Ms ?? 0) - 2_000)).toBeLessThan(500);
  expect(figures?.worstMs).toBeGreaterThanOrEqual(30_000);
  expect(figures?.worstMs).toBeLessThan(31_000);
  expect(figures?.p99Ms).toBeGreaterThan(29_500);
});

test('a worker that is lost counts from when it was last seen, and a cancel from when it was accepted', async () => {
  const { db } = await world(null);
  let nowMs = Date.now();
  const startedMs = nowMs;
  const meter = createMeter({ store: createStore(db), now: () => nowMs });
  const uid = await openAccount(meter, 100);
  const [lost, stopped] = [holdOf(uid, { leaseMs: 180_000 }), holdOf(uid)];
  for (const hold of [lost, stopped]) await meter.submit(uid, hold);
  nowMs += 5_000;
  await meter.submit(uid, cancelOf(stopped.activityId));
  nowMs += 200_000;
  for (const { activityId } of [lost, stopped]) await meter.submit(uid, sweepOf(activityId));
  const failedAt = async (id: string) =>
    decodeStored(Activity, (await db.collection(collections.activities).doc(id).get()).data()).failedAt;
  expect(await failedAt(lost.activityId)).toBe(startedMs);
  expect(await failedAt(stopped.activityId)).toBe(startedMs + 5_000);
});

test('credits that come back later than promised are followed by goodwill credits, once for each request', async () => {
  const { open, fail, keep, goodwill, times } = await world();
  const uid = await open();
  const late = await fail(uid, { agoMs: 61 * SECOND_MS });
  await fail(uid, { agoMs: 10 * SECOND_MS });
  await fail(uid, { agoMs: 61 * SECOND_MS, code: 'provider-refused' });
  expect(await keep()).toEqual({ measured: 3, late: 1, granted: 1 });
  const granted = new Map([[goodwillEntryId(late), credits(2)]]);
  expect(await goodwill(uid)).toEqual(granted);
  expect((await times()).goodwill).toMatchObject({ micros: credits(2), grants: 1 });
  expect(await keep()).toEqual({ measured: 0, late: 0, granted: 0 });
  expect(await goodwill(uid)).toEqual(granted);
});

test('without a promise nothing follows', async () => {
  const { open, fail, keep, goodwill } = await world(null);
  const uid = await open();
  await fail(uid, { agoMs: 600 * SECOND_MS });
  expect(await keep()).toEqual({ measured: 1, late: 0, granted: 0 });
  expect(await goodwill(uid)).toEqual(new Map());
});

test('goodwill credits stop at the monthly maximum of an account, and of all', async () => {
  const { open, fail, keep, goodwill, times } = await world();
  const [one, other] = [await open(), await open()];
  for (let times = 0; times < 4; times++) await fail(one, { agoMs: 61 * SECOND_MS });
  for (let times = 0; times < 2; times++) await fail(other, { agoMs: 61 * SECOND_MS });
  expect(await keep()).toEqual({ measured: 6, late: 6, granted: 4 });
  const sum = async (uid: string) => [...(await goodwill(uid)).values()].sort().map((micros) => micros);
  expect(await sum(one)).toEqual([credits(1), credits(2), credits(2)]);
  expect(await sum(other)).toEqual([credits(2)]);
  expect((await times()).goodwill.micros).toBe(credits(7));
});

test('a run that is killed at any commit, or runs twice at once, grants and counts everything once', async () => {
  const { db, open, fail, keep, goodwill, times } = await world();
  const uid = await open();
  const late = await Promise.all([1, 2].map(() => fail(uid, { agoMs: 61 * SECOND_MS })));
  const dying = killableDb(db, { at: 1, when: 'before' });
  void keep(dying.db);
  await dying.died;
  await Promise.all([keep(), keep()]);
  expect([...(await goodwill(uid)).keys()].sort()).toEqual(late.map(goodwillEntryId).sort());
  expect((await times()).goodwill).toMatchObject({ micros: credits(4), grants: 2 });
  expect(refundFigures(await times(), Date.now())?.count).toBe(2);
});

test.each([
  ['longer', { boundMs: 70 * SECOND_MS }, { first: 61, last: 90 }],
  ['shorter', { boundMs: 20 * SECOND_MS }, { first: 30, last: 61 }],
])(
  'the maximum of all holds when a run is killed and the promised time becomes %s',
  async (_, change, took) => {
    const { db, open, fail, keep, goodwill, times, promise } = await world();
    const [one, other] = [await open(), await open()];
    for (const seconds of [took.first, took.last]) {
      for (let count = 0; count < 3; count++) {
        await fail(seconds === took.first ? one : other, { agoMs: seconds * SECOND_MS });
      }
    }
    const dying = killableDb(db, { at: 1, when: 'before' });
    void keep(dying.db);
    await dying.died;
    await promise({ ...promised, ...change });
    await keep();
    const all = [...(await goodwill(one)).values(), ...(await goodwill(other)).values()];
    const sumMicros = all.reduce((sum, micros) => sum + micros, 0);
    expect(sumMicros).toBe(promised.monthlyMicros);
    expect((await times()).goodwill).toMatchObject({ micros: sumMicros, grants: all.length });
  },
);

test('credits of a killed run count although nothing is promised any more', async () => {
  const { db, open, fail, keep, times, promise } = await world();
  await fail(await open(), { agoMs: 61 * SECOND_MS });
  const dying = killableDb(db, { at: 1, when: 'before' });
  void keep(dying.db);
  await dying.died;
  await promise(null);
  expect(await keep()).toEqual({ measured: 1, late: 0, granted: 1 });
  expect((await times()).goodwill).toMatchObject({ micros: credits(2), grants: 1 });
});

test('a time with nothing but cancels is read once', async () => {
  const { db, open, fail, keep, times } = await world();
  const uid = await open();
  await fail(uid, { agoMs: SECOND_MS });
  await keep();
  const before = await times();
  expect(await keep()).toEqual({ measured: 0, late: 0, granted: 0 });
  expect(await times()).toEqual(before);
  const cancelledId = await fail(uid, { agoMs: SECOND_MS, code: 'cancelled' });
  const recordedAt = new Date(before.throughMs);
  await db.collection(collections.activities).doc(cancelledId).update({ recordedAt });
  expect(await keep()).toEqual({ measured: 0, late: 0, granted: 0 });
  expect((await times()).throughMs).toBeGreaterThan(before.throughMs);
});

test('a run that is killed between two pages is continued there, and counts everything once', async () => {
  const { db, failAll, keep, goodwill, times } = await world();
  const { uid, ids: late } = await failAll(4, { apartMs: 1 });
  const dying = killableDb(db, { at: 2, when: 'before' });
  void keep(dying.db, { pageSize: 2 });
  await dying.died;
  // The last of a page waits for the next one, because others may have been recorded in its millisecond.
  expect(refundFigures(await times(), Date.now())?.count).toBe(1);
  expect(await keep(db, { pageSize: 2 })).toMatchObject({ measured: 3 });
  expect([...(await goodwill(uid)).keys()].sort()).toEqual(late.slice(0, 3).map(goodwillEntryId).sort());
  expect(refundFigures(await times(), Date.now())?.count).toBe(4);
});

test('failures that were recorded in one millisecond are counted together, however many they are', async () => {
  const { db, failAll, keep, times } = await world(null);
  await failAll(5, { apartMs: 0 });
  const pages = killableDb(db, null);
  expect(await keep(pages.db, { pageSize: 2 })).toMatchObject({ measured: 5 });
  expect(pages.commits()).toBe(1);
  expect(refundFigures(await times(), Date.now())?.count).toBe(5);
});

test('a run stops at the page that another run has saved meanwhile', async () => {
  const { db, failAll, keep, times } = await world(null);
  await failAll(4, { apartMs: 1 });
  let nowMs = 0;
  const counts = await keep(db, {
    ...{ pageSize: 2, now: () => (nowMs += 20 * SECOND_MS) },
    keep: async () => void (await keep()),
  });
  expect(counts).toMatchObject({ measured: 1 });
  expect(refundFigures(await times(), Date.now())?.count).toBe(4);
});

test('a run extends its lease while it reads what it does not count, at most every ten seconds', async () => {
  const { db, open, fail, keep } = await world();
  const uid = await open();
  for (let count = 0; count < 5; count++) await fail(uid, { agoMs: SECOND_MS, code: 'cancelled' });
  let nowMs = 0;
  let kept = 0;
  await keep(db, { now: () => (nowMs += 3 * SECOND_MS), keep: async () => void kept++ });
  expect(kept).toBe(1);
});
