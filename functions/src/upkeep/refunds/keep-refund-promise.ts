import { FieldPath, type Firestore, type QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import {
  ACTIVITY_SHARDS,
  Activity,
  countRefund,
  DEFAULT_POLICIES,
  GOODWILL_REASON,
  goodwillEntryId,
  goodwillMicros,
  isServerFault,
  LedgerEntry,
  MINUTE_MS,
  POLICIES_CONFIG,
  Policies,
  REFUND_TIMES_CONFIG,
  type RefundPromise,
  RefundTimes,
  refundTookMs,
  SECOND_MS,
  utcMonthOf,
} from '../../contract/index.ts';
import type { Meter } from '../../meter/lane/meter.ts';
import type { JobRun } from '../../platform/deploy/job.ts';
import { keepEvery } from '../../platform/deploy/keep-every.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { replaceDocument } from '../../platform/store/replace-document.ts';

/** Firestore ends a transaction after 270 seconds, so nothing older appears behind the position reached. */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;
const PAGE = 500;
const SHARDS = [...Array(ACTIVITY_SHARDS).keys()];

/** A lease lasts longer. */
const KEEP_EVERY_MS = 10 * SECOND_MS;

export interface RefundServices {
  readonly db: Firestore;
  readonly meter: Meter;
  readonly now: () => number;
  readonly settledAfterMs?: number;
  readonly pageSize?: number;
}

interface Failed {
  readonly activityId: string;
  readonly activity: Activity;
  readonly tookMs: number;
  readonly atMs: number;
}

/**
 * Measures how long the credits of failed work took to come back, and grants goodwill credits where that was longer than
 * promised. Saves its position and the figures after each page. A run that is killed grants the same again, under the same
 * ids, and counts nothing twice.
 */
export async function keepRefundPromise(
  services: RefundServices,
  run: Pick<JobRun, 'keep' | 'cursor'>,
): Promise<{ measured: number; late: number; granted: number }> {
  const { db, settledAfterMs = SETTLED_AFTER_MS, pageSize = PAGE } = services;
  const config = collection(db, 'config');
  const [times, policies] = await db.getAll(config.doc(REFUND_TIMES_CONFIG), config.doc(POLICIES_CONFIG));
  if (!times || !policies) throw new Error('The store returned no documents');
  const was = decodeDocument(RefundTimes, times);
  const { refundPromise } = decodeDocument(Policies, policies)?.value ?? DEFAULT_POLICIES;
  const readMs = times.readTime.toMillis();
  const range = { fromMs: was?.value.throughMs ?? 0, untilMs: readMs - settledAfterMs, pageSize };
  const keepLease = keepEvery(KEEP_EVERY_MS, { now: services.now, keep: run.keep });
  const counts = { measured: 0, late: 0, granted: 0 };
  let version = was?.version ?? null;
  let next: RefundTimes = {
    ...(was?.value ?? { schemaVersion: 1, throughMs: 0, days: [], goodwill: NO_GOODWILL }),
    updatedAt: readMs,
  };
  let unsaved: Map<string, Unsaved> | null = null;
  for await (const { docs, throughMs } of failedBetween(db, range)) {
    if (version !== null && docs.length === 0) break;
    const page = docs.map(measured);
    // Only the first page can have been granted for: a run saves a page before it grants for the next one.
    unsaved ??= await grantedBefore(db, page);
    for (const failed of page) {
      await keepLease(run.cursor);
      if (!failed) continue;
      counts.measured++;
      next = { ...next, days: countRefund(next.days, failed) };
      const before = unsaved.get(failed.activityId);
      unsaved.delete(failed.activityId);
      const late = refundPromise && isLate(failed, refundPromise) ? refundPromise : null;
      if (late) counts.late++;
      if (!late && !before) continue;
      const goodwill = inMonth(next.goodwill, failed.atMs);
      const allMicros = goodwill.micros + unsavedMicros(unsaved, goodwill.month);
      const granted = late && !before ? await grantGoodwill(services, { failed, late, allMicros }) : 0;
      const micros = before?.micros ?? granted;
      const grants = goodwill.grants + Number(micros > 0);
      if (micros > 0) counts.granted++;
      next = { ...next, goodwill: { ...goodwill, micros: goodwill.micros + micros, grants } };
    }
    next = { ...next, throughMs };
    const written = await replaceDocument(db, times.ref, { schema: RefundTimes, was: version, value: next });
    // Another run that was faster counts the same.
    if (!written) break;
    version = written.version;
  }
  return counts;
}

/** Goodwill credits that a run granted, and was killed before it saved them. */
interface Unsaved {
  readonly month: string;
  readonly micros: number;
}

/** Returns the goodwill credits that failures have got already, by activity, whatever is promised now. */
async function grantedBefore(db: Firestore, page: readonly (Failed | null)[]): Promise<Map<string, Unsaved>> {
  const failures = page.filter((failed) => failed !== null).filter(({ activity }) => isServerFault(activity));
  const entries = failures.map(({ activityId }) => collection(db, 'ledger').doc(goodwillEntryId(activityId)));
  const stored = entries.length > 0 ? await db.getAll(...entries) : [];
  const granted = failures.flatMap(({ activityId, atMs }, index): [string, Unsaved][] => {
    const entry = stored[index] && decodeDocument(LedgerEntry, stored[index])?.value;
    return entry ? [[activityId, { month: utcMonthOf(atMs), micros: entry.totalMicros }]] : [];
  });
  return new Map(granted);
}

function unsavedMicros(unsaved: ReadonlyMap<string, Unsaved>, month: string): number {
  return [...unsaved.values()].reduce((sum, one) => sum + (one.month === month ? one.micros : 0), 0);
}

function isLate({ tookMs, activity }: Failed, { boundMs }: RefundPromise): boolean {
  return tookMs > boundMs && isServerFault(activity);
}

const NO_GOODWILL = { month: '', micros: 0, grants: 0 };

function inMonth(goodwill: RefundTimes['goodwill'], atMs: number): RefundTimes['goodwill'] {
  const month = utcMonthOf(atMs);
  return goodwill.month === month ? goodwill : { ...NO_GOODWILL, month };
}

interface Page {
  readonly docs: readonly QueryDocumentSnapshot[];
  /** Every failure that was recorded before this is in this page or one before. */
  readonly throughMs: number;
}

/**
 * Reads the failures that the store recorded in a time. The index contains no other activities. A position is a millisecond,
 * so a page ends between two of them. The last page may be empty.
 */
async function* failedBetween(
  db: Firestore,
  { fromMs, untilMs, pageSize }: { fromMs: number; untilMs: number; pageSize: number },
): AsyncGenerator<Page> {
  const inOrder = collection(db, 'activities')
    .where('shard', 'in', SHARDS)
    .where('recordedAt', '>=', Timestamp.fromMillis(fromMs))
    .where('recordedAt', '<', Timestamp.fromMillis(untilMs))
    .orderBy('recordedAt')
    .orderBy('failedAt')
    .orderBy(FieldPath.documentId())
    .limit(pageSize);
  let found: QueryDocumentSnapshot[] = [];
  let page = await inOrder.get();
  for (;;) {
    found = [...found, ...page.docs];
    const last = page.docs.at(-1);
    if (!last || page.size < pageSize) break;
    const cutMs = recordedMs(last);
    const docs = found.filter((doc) => recordedMs(doc) < cutMs);
    found = found.slice(docs.length);
    if (docs.length > 0) yield { docs, throughMs: cutMs };
    page = await inOrder.startAfter(last).get();
  }
  yield { docs: found, throughMs: untilMs };
}

function recordedMs(doc: QueryDocumentSnapshot): number {
  return (doc.get('recordedAt') as Timestamp).toMillis();
}

/** Null: its user has cancelled it, its app ran it, or its guest has no credits. */
function measured(doc: QueryDocumentSnapshot): Failed | null {
  const activity = decodeDocument(Activity, doc)?.value;
  const tookMs = activity ? refundTookMs(activity) : null;
  if (!activity || tookMs === null) return null;
  return { activityId: doc.id, activity, tookMs, atMs: activity.recordedAt ?? 0 };
}

/** Grants goodwill credits for one activity, once. @returns how many the account has got for it */
async function grantGoodwill(
  { db, meter }: RefundServices,
  given: { readonly failed: Failed; readonly late: RefundPromise; readonly allMicros: number },
): Promise<number> {
  const { activityId, activity, atMs } = given.failed;
  const { accountId, traceId } = activity;
  const entryId = goodwillEntryId(activityId);
  const month = utcMonthOf(atMs);
  const { docs } = await collection(db, 'ledger')
    .where('accountId', '==', accountId)
    .where('kind', '==', 'grant')
    .where('lot.source', '==', 'bonus')
    .where('createdAt', '>=', new Date(`${month}-01`))
    .orderBy('createdAt', 'desc')
    .get();
  let accountMicros = 0;
  for (const doc of docs) {
    const entry = decodeDocument(LedgerEntry, doc)?.value;
    if (entry?.kind !== 'grant' || entry.reason !== GOODWILL_REASON) continue;
    if (doc.id === entryId) return entry.totalMicros;
    accountMicros += entry.totalMicros;
  }
  const amountMicros = goodwillMicros(given.late, { accountMicros, allMicros: given.allMicros });
  if (amountMicros === 0) return 0;
  await meter.submit(accountId, {
    kind: 'grant',
    entryId,
    lot: { lotId: entryId, source: 'bonus', expiresAtMs: null, paymentId: null },
    ...{ amountMicros, reason: GOODWILL_REASON, traceId, audit: null },
    actor: { kind: 'system', uid: null },
  });
  return amountMicros;
}
