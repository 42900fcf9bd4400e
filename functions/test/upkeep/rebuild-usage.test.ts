import fc from 'fast-check';
import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  Activity,
  activityIdOf,
  allWork,
  collections,
  DAY_MS,
  joinAccounts,
  LedgerEntry,
  MINUTE_MS,
  type UsageRow,
} from '../../src/contract/index.ts';
import { rebuildInsights } from '../../src/upkeep/insight/rebuild-insights.ts';
import { logUsage } from '../../src/upkeep/usage/log-usage.ts';
import { restoreLogs } from '../../src/upkeep/usage/restore-logs.ts';
import { holdOf } from '../support/accounts.ts';
import { catalogsOf } from '../support/backend.ts';
import { dumpInsights, readAccounts, readTotal } from '../support/insights.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { rowsOf } from '../support/usage-logs.ts';
import { NOW } from './scene.ts';

const soak = Number(process.env.FIREMETER_SOAK ?? 1);
/** Ten times 1,000: the emulator looks through a whole collection for each query. */
const HISTORIES = Array.from({ length: 10 }, (_, index) => index + 1);
const COUNT = 1_000 * soak;
const DAYS = 2;
const run = { traceId: 'test', onCommit: async () => undefined };
const servicesOf = (db: Firestore, nowMs: number) => ({
  ...{ db, catalogs: catalogsOf(), now: () => nowMs },
  settledAfterMs: 0,
});

/** One activity of a history. `by` says which build ended it: the earlier one notes no time of the store. */
const Ended = fc.record({
  account: fc.nat(199),
  shard: fc.nat(9),
  by: fc.constantFrom('this', 'earlier'),
  status: fc.constantFrom('completed', 'completed', 'completed', 'failed', 'expired'),
  isLate: fc.boolean(),
  isGuest: fc.boolean(),
  model: fc.constantFrom('nano-banana', 'gone'),
  heldMicros: fc.integer({ min: 0, max: 5_000_000 }),
  capturedShare: fc.integer({ min: 0, max: 100 }),
  costUsdMicros: fc.nat(90_000),
  endedAtMs: fc.integer({ min: NOW, max: NOW + DAYS * DAY_MS }),
  tookMs: fc.nat(10 * MINUTE_MS),
});
type Ended = typeof Ended extends fc.Arbitrary<infer T> ? T : never;

test.each(HISTORIES)(
  'logs and figures that are rebuilt from nothing equal those of the jobs: history %i',
  async (nth) => {
    const db = await ownDb();
    const seed = Number(process.env.FIREMETER_SEED ?? 1) + nth;
    const sample = fc.sample(Ended, { numRuns: COUNT, seed });
    // Each day that has to be compared takes queries: the earlier build ends activities in two shards alone.
    const history = sample
      .map((ended): Ended => ({ ...ended, by: ended.shard > 1 ? 'this' : ended.by }))
      .sort((a, b) => a.endedAtMs - b.endedAtMs);
    // With the job between parts, so that logs are filled up and roll-ups added to.
    for (let first = 0; first < COUNT; first += COUNT / 2) {
      const part = history.slice(first, first + COUNT / 2);
      await write(db, part, first);
      await logUsage(servicesOf(db, part.at(-1)?.endedAtMs ?? NOW), oneRun);
    }
    const services = servicesOf(db, NOW + (DAYS + 3) * DAY_MS);
    await logUsage(services, oneRun);
    const rows = inOrder(await rowsOf(db));
    const logged = rows.filter(({ fact }) => fact === 'ended').map(({ requestId }) => requestId);
    expect(logged.sort()).toEqual(history.map((_, index) => requestIdOf(index)).sort());
    const figures = await totalsOf(db);
    expect(figures).toEqual(expectedTotals(history));

    expect(await rebuildInsights(services, run)).toBe(rows.length);
    expect(await totalsOf(db)).toEqual(figures);

    for (const name of [collections.usageLogs, collections.usageLogHeads]) {
      await db.recursiveDelete(db.collection(name));
    }
    expect(await restoreLogs(services, run)).toBe(rows.length);
    expect(inOrder(await rowsOf(db))).toEqual(rows);
    await rebuildInsights(services, run);
    expect(await totalsOf(db)).toEqual(figures);
  },
);

test('lost logs are restored from the ledger for activities that are gone, each use once', async () => {
  const db = await ownDb();
  const activity = toActivity(
    { ...plain, model: 'nano-banana', heldMicros: 500, capturedShare: 100, by: 'this' },
    { index: 1, createdAt: NOW - 200 * DAY_MS },
  );
  const id = activityIdOf(activity);
  const copy = { ...activity, uid: 'zoe', accountId: 'zoe' };
  const ledger = db.collection(collections.ledger);
  await ledger.doc(`usage-${id}`).set(z.encode(LedgerEntry, usageOf(activity)));
  await ledger.doc(`usage-${activityIdOf(copy)}`).set(z.encode(LedgerEntry, usageOf(copy)));
  await db
    .collection(collections.audit)
    .doc('merge')
    .set({
      ...{ schemaVersion: 1, action: 'merge-guest', target: activity.uid, before: null, after: null },
      actor: { uid: 'zoe', email: null, role: null },
      ...{ reason: 'Signed in as zoe', ip: null, traceId: 'test', createdAt: new Date(NOW) },
    });
  const services = servicesOf(db, NOW);
  expect(await restoreLogs(services, run)).toBe(1);
  expect(await restoreLogs(services, run)).toBe(0);
  expect(await rowsOf(db)).toMatchObject([
    {
      uid: activity.uid,
      requestId: activity.requestId,
      capturedMicros: 500,
      provider: 'google',
      kind: 'image',
    },
  ]);
});

const plain: Ended = {
  ...{ account: 1, shard: 1, by: 'this', status: 'completed', isLate: false, isGuest: false },
  ...{ model: 'nano-banana', heldMicros: 0, capturedShare: 0, costUsdMicros: 0, endedAtMs: NOW, tookMs: 0 },
};

function requestIdOf(index: number): string {
  return `request${index}`;
}

function capturedMicros({ status, heldMicros, capturedShare }: Ended): number {
  return status === 'completed' ? Math.floor((heldMicros * capturedShare) / 100) : 0;
}

function isLate({ status, by, isLate: mayBeLate }: Ended): boolean {
  return status === 'expired' && by === 'this' && mayBeLate;
}

function toActivity(ended: Ended, { index, createdAt }: { index: number; createdAt: number }): Activity {
  const uid = `account${ended.account}`;
  const { shard, status, model, heldMicros, endedAtMs, tookMs, costUsdMicros } = ended;
  const lot = {
    lotId: `lot-${uid}`,
    source: 'purchase',
    grantedAtMs: 1,
    expiresAtMs: null,
    paymentId: 'p',
  } as const;
  return {
    ...holdOf(uid, { requestId: requestIdOf(index) }).draft,
    ...{ schemaVersion: 1, delivered: null, deliveredLate: false, leaseUntil: null, rollUpAt: null },
    ...{ recordedAt: null, lateRecordedAt: null, expiredCostUsdMicros: null },
    ...{ shard, status, model, heldMicros, createdAt, priceMicros: heldMicros, costUsdMicros },
    ...{ capturedMicros: capturedMicros(ended), guestAddress: ended.isGuest ? 'digest' : null },
    drawn: heldMicros > 0 ? [{ lot, amountMicros: heldMicros }] : [],
    failure:
      status === 'completed'
        ? null
        : { code: 'provider-failed', message: 'It broke.', details: { reason: 'unfinished' } },
    ...{ startedAt: endedAtMs - tookMs, endedAt: endedAtMs },
    used: ended.by === 'this' ? { images: 1 } : null,
    ...(isLate(ended) && { deliveredLate: true, expiredCostUsdMicros: 0 }),
  };
}

function usageOf(activity: Activity): LedgerEntry {
  const { accountId, uid, operation, model, catalogVersion, priceMicros, endedAt, costUsdMicros } = activity;
  const totalMicros = 0 - activity.capturedMicros;
  return {
    ...{ schemaVersion: 1, kind: 'usage', accountId, uid, operation, model, catalogVersion, priceMicros },
    amounts: [{ lotId: `lot-${uid}`, source: 'purchase', amountMicros: totalMicros }],
    ...{ totalMicros, debtDeltaMicros: 0, actor: { kind: 'system', uid: null }, traceId: 'test' },
    ...{ createdAt: endedAt ?? 0, activityId: activityIdOf(activity), quantity: { images: 1 } },
    costUsdMicros: costUsdMicros ?? 0,
  };
}

async function write(db: Firestore, part: readonly Ended[], first: number): Promise<void> {
  for (let start = 0; start < part.length; start += 200) {
    const batch = db.batch();
    for (const [offset, ended] of part.slice(start, start + 200).entries()) {
      const index = first + start + offset;
      const activity = toActivity(ended, { index, createdAt: ended.endedAtMs - ended.tookMs - 10 });
      const id = activityIdOf(activity);
      const taken = FieldValue.serverTimestamp();
      batch.set(db.collection(collections.activities).doc(id), {
        ...omitNulls(z.encode(Activity, activity)),
        ...(ended.by === 'this' && { recordedAt: taken }),
        ...(isLate(ended) && { lateRecordedAt: taken }),
      });
      if (activity.status !== 'completed') continue;
      batch.set(
        db.collection(collections.ledger).doc(`usage-${id}`),
        z.encode(LedgerEntry, usageOf(activity)),
      );
    }
    await batch.commit();
  }
}

function omitNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== null));
}

function inOrder(rows: readonly UsageRow[]): UsageRow[] {
  const keyOf = ({ requestId, fact }: UsageRow) => `${requestId} ${fact}`;
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Reads the figures to compare with the history: sums over all days, and of each account. */
async function totalsOf(db: Firestore) {
  const { completed, failed, expired, guests, capturedMicros, costUsdMicros } = allWork(
    await readTotal(db, 'usage'),
  );
  const months = await Promise.all(
    Object.keys(await dumpInsights(db))
      .filter((id) => /^accounts-\d{4}-\d{2}$/.test(id))
      .map((id) => readAccounts(db, id.slice('accounts-'.length))),
  );
  const byAccount = Object.entries(joinAccounts(months)).map(([id, totals]) => [
    id,
    totals.delivered,
    totals.capturedMicros,
  ]);
  return { completed, failed, expired, guests, capturedMicros, costUsdMicros, byAccount: byAccount.sort() };
}

function expectedTotals(history: readonly Ended[]) {
  const count = (status: string) => history.filter((ended) => ended.status === status).length;
  const sum = (figure: (ended: Ended) => number) =>
    history.reduce((total, ended) => total + figure(ended), 0);
  const accounts = [...new Set(history.map(({ account }) => account))];
  return {
    ...{ completed: count('completed'), failed: count('failed'), expired: count('expired') },
    guests: sum(({ isGuest }) => Number(isGuest)),
    capturedMicros: sum(capturedMicros),
    costUsdMicros: sum(({ costUsdMicros }) => costUsdMicros),
    byAccount: accounts
      .map((account) => {
        const own = history.filter((ended) => ended.account === account);
        const completed = own.filter(({ status }) => status === 'completed').length;
        return [
          `account${account}`,
          completed,
          own.reduce((total, ended) => total + capturedMicros(ended), 0),
        ];
      })
      .sort(),
  };
}
