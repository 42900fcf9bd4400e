import { FieldPath, type Firestore, Timestamp } from 'firebase-admin/firestore';
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
} from '../../contract/index.ts';
import type { Meter } from '../../meter/lane/meter.ts';
import type { JobRun } from '../../platform/deploy/job.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';

/** Firestore ends a transaction after 270 seconds, so nothing older appears behind the position reached. */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;
const PAGE = 500;
const SHARDS = [...Array(ACTIVITY_SHARDS).keys()];

export interface RefundServices {
  readonly db: Firestore;
  readonly meter: Meter;
  readonly settledAfterMs?: number;
}

interface Failed {
  readonly activityId: string;
  readonly activity: Activity;
  readonly tookMs: number;
  readonly atMs: number;
}

/**
 * Measures how long the credits of failed work took to come back, and grants goodwill credits where that was longer than
 * promised. A run that is killed grants the same again, under the same ids, and counts nothing twice.
 */
export async function keepRefundPromise(
  services: RefundServices,
  { keep, cursor }: Pick<JobRun, 'keep' | 'cursor'>,
): Promise<{ measured: number; late: number; granted: number }> {
  const { db, settledAfterMs = SETTLED_AFTER_MS } = services;
  const config = collection(db, 'config');
  const [times, policies] = await db.getAll(config.doc(REFUND_TIMES_CONFIG), config.doc(POLICIES_CONFIG));
  if (!times || !policies) throw new Error('The store returned no documents');
  const was = decodeDocument(RefundTimes, times);
  const { refundPromise } = decodeDocument(Policies, policies)?.value ?? DEFAULT_POLICIES;
  const untilMs = times.readTime.toMillis() - settledAfterMs;
  const counts = { measured: 0, late: 0, granted: 0 };
  let next: RefundTimes = {
    ...(was?.value ?? { schemaVersion: 1, days: [], goodwill: NO_GOODWILL }),
    throughMs: untilMs,
    updatedAt: times.readTime.toMillis(),
  };
  for await (const failed of failedBetween(db, was?.value.throughMs ?? 0, untilMs)) {
    counts.measured++;
    next = { ...next, days: countRefund(next.days, failed) };
    if (refundPromise && failed.tookMs > refundPromise.boundMs && isServerFault(failed.activity)) {
      counts.late++;
      const goodwill = inMonth(next.goodwill, failed.atMs);
      const micros = await grantGoodwill(services, { failed, refundPromise, allMicros: goodwill.micros });
      const grants = goodwill.grants + Number(micros > 0);
      if (micros > 0) counts.granted++;
      next = { ...next, goodwill: { ...goodwill, micros: goodwill.micros + micros, grants } };
    }
    await keep(cursor);
  }
  if (was && counts.measured === 0) return counts;
  const batch = db.batch();
  const data = await encodeDocument(db, RefundTimes, next);
  writeOver(batch, times.ref, { was: was?.version ?? null, data });
  // Another run that was faster has counted the same.
  await landed(batch.commit(), UNLESS_CONFLICT);
  return counts;
}

const NO_GOODWILL = { month: '', micros: 0, grants: 0 };

function inMonth(goodwill: RefundTimes['goodwill'], atMs: number): RefundTimes['goodwill'] {
  const month = new Date(atMs).toISOString().slice(0, 'YYYY-MM'.length);
  return goodwill.month === month ? goodwill : { ...NO_GOODWILL, month };
}

/** Reads the failures that the store recorded in a time. The index contains no other activities. */
async function* failedBetween(db: Firestore, fromMs: number, untilMs: number): AsyncGenerator<Failed> {
  const inOrder = collection(db, 'activities')
    .where('shard', 'in', SHARDS)
    .where('recordedAt', '>=', Timestamp.fromMillis(fromMs))
    .where('recordedAt', '<', Timestamp.fromMillis(untilMs))
    .orderBy('recordedAt')
    .orderBy('failedAt')
    .orderBy(FieldPath.documentId())
    .limit(PAGE);
  let page = await inOrder.get();
  for (;;) {
    for (const doc of page.docs) {
      const activity = decodeDocument(Activity, doc)?.value;
      const tookMs = activity ? refundTookMs(activity) : null;
      if (!activity || tookMs === null) continue;
      yield { activityId: doc.id, activity, tookMs, atMs: activity.recordedAt ?? 0 };
    }
    const last = page.docs.at(-1);
    if (!last || page.size < PAGE) return;
    page = await inOrder.startAfter(last).get();
  }
}

/** Grants goodwill credits for one activity, once. @returns how many the account has got for it */
async function grantGoodwill(
  { db, meter }: RefundServices,
  given: { readonly failed: Failed; readonly refundPromise: RefundPromise; readonly allMicros: number },
): Promise<number> {
  const { activityId, activity, atMs } = given.failed;
  const { accountId, traceId } = activity;
  const entryId = goodwillEntryId(activityId);
  const month = new Date(atMs).toISOString().slice(0, 'YYYY-MM'.length);
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
  const amountMicros = goodwillMicros(given.refundPromise, { accountMicros, allMicros: given.allMicros });
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
