import type { Firestore } from 'firebase-admin/firestore';
import {
  Alert,
  DAY_MS,
  driftsStanding,
  type HealthCheck,
  type HealthFaultCode,
  type HealthReport,
  HOUR_MS,
  type JobName,
  LedgerReport,
  type ParkReason,
  RECONCILIATION,
  ReconciliationReport,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { check, Fault } from './check.ts';

/** Three passes of the verifier. */
const MAX_REPORTS = 33;
/** Alerts and events are counted up to this. */
const MAX_COUNTED = 100;
/** What came too early is handled again within minutes. */
const WAITING_MS = HOUR_MS;
/** Stripe has an event no longer: it cannot be handled any more. */
const GONE_MS = 30 * DAY_MS;
/** Money may stand behind these: the others are about nothing that is ours. */
const ABOUT_MONEY: readonly ParkReason[] = [
  'no-payment',
  'no-account',
  'no-plan',
  'other-currency',
  'unreadable',
];

interface Occasion {
  /** The report before; null: there is none. */
  readonly was: HealthReport | null;
  /** The job that has just ended, whose findings may have changed. */
  readonly ended: JobName | null;
}

/**
 * Checks the store's own records: whether the books are right, alerts are open, or money waits for staff. The findings of
 * the verifier and of the comparison with Stripe are read when one of their runs has ended, and while they are bad: nothing
 * else changes them.
 */
export async function checkRecords(
  { db, now }: { db: Firestore; now: () => number },
  { was, ended }: Occasion,
): Promise<HealthCheck[]> {
  const alerts = await readOpenAlerts(db);
  const known = (part: string) => was?.parts.find(({ name, status }) => name === part && status === 'ok');
  const hasChanged = ended === 'verifyLedger' || alerts.some(({ kind }) => kind === 'books-off');
  const books = hasChanged ? undefined : known('books');
  const isCompared = ended !== 'reconcileStripe' && known('payments') !== undefined;
  return Promise.all([
    books ?? check('books', async () => faultIf(await countDrifts(db), 'drifts')),
    check('alerts', async () => faultIf(alerts.length, 'open-alerts')),
    check('payments', async () => {
      faultIf(await countWaiting(db, now()), 'events-waiting');
      if (!isCompared) faultIf(await countDifferences(db), 'differences');
    }),
  ]);
}

/** Returns the open alerts about a fault in Firemeter itself. Alerts of rules are reported elsewhere or not at all. */
async function readOpenAlerts(db: Firestore): Promise<Pick<Alert, 'kind' | 'rule'>[]> {
  const Open = Alert.pick({ kind: true, rule: true });
  const { docs } = await collection(db, 'alerts')
    .where('resolvedAt', '==', null)
    .limit(MAX_COUNTED)
    .select(...Object.keys(Open.shape))
    .get();
  return docs
    .flatMap((alert) => decodeDocument(Open, alert)?.value ?? [])
    .filter(({ rule }) => rule === null);
}

/** Returns how many drifts stand by what the verifier has written down. */
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

/** @throws Fault when there are any */
function faultIf(count: number, code: HealthFaultCode): void {
  if (count > 0) throw new Fault(code, { count });
}
