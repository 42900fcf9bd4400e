import type { Firestore } from 'firebase-admin/firestore';
import {
  DAY_MS,
  driftsStanding,
  type HealthCheck,
  type HealthReport,
  HOUR_MS,
  type JobName,
  JobState,
  jobs,
  LedgerReport,
  type ParkReason,
  RECONCILIATION,
  ReconciliationReport,
  settledStanding,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/documents.ts';
import { check, HealthFault } from './check.ts';

/** The reports of three passes of the verifier. */
const MAX_REPORTS = 33;
/** The most alerts or events that are counted. */
const MAX_COUNTED = 100;
/** Events that arrived too early are retried within minutes, so only older ones count. */
const WAITING_MS = HOUR_MS;
/** Stripe deletes events after this time, so they can't be handled any more. */
const GONE_MS = 30 * DAY_MS;
/** The reasons behind which money may wait. Events parked for another reason don't concern Firemeter. */
const ABOUT_MONEY: readonly ParkReason[] = [
  'no-payment',
  'no-account',
  'no-plan',
  'other-currency',
  'unreadable',
];

/** Checks the stored records: drifts in the books, open alerts, and payments that someone must handle. */
export function checkRecords({ db, now }: { db: Firestore; now: () => number }): Promise<HealthCheck[]> {
  return Promise.all([
    check('books', async () => {
      faultIf(await countDrifts(db), 'drift in the books', 'drifts in the books');
    }),
    check('alerts', async () => {
      const open = collection(db, 'alerts').where('resolvedAt', '==', null).limit(MAX_COUNTED);
      faultIf((await open.count().get()).data().count, 'open alert', 'open alerts');
    }),
    check('payments', async () => {
      faultIf(await countWaiting(db, now()), 'event of Stripe’s waits', 'events of Stripe’s wait');
      faultIf(await countDifferences(db), 'difference from Stripe', 'differences from Stripe');
    }),
  ]);
}

/** Returns the number of open drifts in the verifier's reports. */
export async function countDrifts(db: Firestore): Promise<number> {
  const Report = LedgerReport.pick({
    pass: true,
    part: true,
    driftCount: true,
    startedAt: true,
    endedAt: true,
  });
  const { docs } = await collection(db, 'ledgerReports')
    .orderBy('startedAt', 'desc')
    .limit(MAX_REPORTS)
    .select(...Object.keys(Report.shape))
    .get();
  return driftsStanding(docs.flatMap((report) => decodeDocument(Report, report)?.value ?? []));
}

async function countWaiting(db: Firestore, nowMs: number): Promise<number> {
  const { docs } = await collection(db, 'stripeEvents')
    .where('why', 'in', ABOUT_MONEY)
    .limit(MAX_COUNTED)
    .select('receivedAt')
    .get();
  return docs.filter((event) => {
    const ageMs = nowMs - event.get('receivedAt').toMillis();
    return ageMs > WAITING_MS && ageMs < GONE_MS;
  }).length;
}

async function countDifferences(db: Firestore): Promise<number> {
  const stored = await collection(db, 'config').doc(RECONCILIATION).get();
  return decodeDocument(ReconciliationReport, stored)?.value.reconciliation.found ?? 0;
}

/** @throws HealthFault when the count isn't zero */
function faultIf(count: number, one: string, many: string): void {
  if (count > 0) throw new HealthFault(`${count.toLocaleString('en-US')} ${count === 1 ? one : many}`);
}

/** Every job except `health`, which writes the report. */
const reported = (Object.keys(jobs) as JobName[]).filter((name) => name !== 'health');

/**
 * Returns the standing of jobs. Earlier builds don't know the standing `found`, so it is reported as `failed`.
 * @param checkedAtMs when the report was made that this becomes part of; ages are relative to it
 */
export async function jobsAsOf(
  db: Firestore,
  {
    names = reported,
    nowMs,
    checkedAtMs,
  }: { names?: readonly JobName[]; nowMs: number; checkedAtMs: number },
): Promise<HealthReport['jobs']> {
  const stored = await db.getAll(...names.map((name) => collection(db, 'jobs').doc(name)));
  return names.map((name, index) => {
    const state = (stored[index] && decodeDocument(JobState, stored[index])?.value) ?? null;
    const standing = settledStanding(name, state, nowMs);
    const ageMs = state?.lastSuccessAt == null ? null : Math.max(0, checkedAtMs - state.lastSuccessAt);
    return { name, standing: standing === 'found' ? 'failed' : standing, lastSuccessAgeMs: ageMs };
  });
}
