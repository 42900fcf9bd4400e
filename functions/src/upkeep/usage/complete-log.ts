import type { Firestore, QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import {
  AuditEntry,
  activityIdOf,
  DAY_MS,
  decodeStored,
  LedgerEntry,
  UsageLog,
  type UsageRow,
} from '../../contract/index.ts';
import { log as logger } from '../../platform/signals/log.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { MAX_ROWS, unpackRows } from './pack-rows.ts';
import type { Packed, PackRun, UsageServices } from './pack-usage.ts';
import { EndedActivity, toEndedRow, type UsageEntry } from './to-usage-row.ts';
import { append, type ReadHead, readHead } from './usage-log.ts';

const PAGE = 500;
const MAX_TRIES = 20;

interface Day {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Completes a log, day by day, up to the day before yesterday. Adds activities ended by builds that don't store
 * `recordedAt`, before a migration or while such a build still runs. A day with as many activities as rows costs one count;
 * otherwise the activities are compared one by one. The next run retries a day with an unreadable activity.
 */
export async function completeLog(
  services: UsageServices,
  { log, run }: { readonly log: string; readonly run: PackRun },
): Promise<Packed> {
  const { db, now } = services;
  const throughMs = startOfDay(now() - DAY_MS);
  let rows = 0;
  for (let tries = 0; tries < MAX_TRIES; ) {
    const head = await readHead(db, log);
    const { completeThroughMs } = head.value;
    if (completeThroughMs >= throughMs) break;
    const all = { fromMs: completeThroughMs, toMs: throughMs };
    const { count } = await countEnded(db, log, all);
    // Nothing can be missing, and clean-up has nothing to delete.
    if (count === 0) break;
    const day = count === (await loggedOn(db, log, all)).size ? null : await firstDay(db, log, all);
    const missing = day ? await findMissing(services, { head, day, run }) : NOTHING_MISSING;
    if (missing.rows.length === 0 && missing.unreadable > 0) return { rows, unreadable: missing.unreadable };
    const isWhole = missing.rows.length <= MAX_ROWS && missing.unreadable === 0;
    const part = missing.rows.slice(0, MAX_ROWS);
    const progress = isWhole ? { completeThroughMs: day?.toMs ?? throughMs } : {};
    if (await append(db, head, { rows: part, ...progress })) {
      rows += part.length;
      tries = 0;
    } else {
      tries++;
    }
    await run.onCommit();
  }
  return { rows, unreadable: 0 };
}

/** Returns the first day on which anything ended. */
async function firstDay(db: Firestore, log: string, all: Day): Promise<Day | null> {
  const firstMs = await firstEndAfter(db, log, all.fromMs);
  const fromMs = Math.max(all.fromMs, startOfDay(firstMs ?? all.toMs));
  if (fromMs >= all.toMs) return null;
  return { fromMs, toMs: Math.min(all.toMs, startOfDay(fromMs) + DAY_MS) };
}

async function countEnded(db: Firestore, log: string, day: Day): Promise<{ count: number }> {
  return (await endedOn(db, log, day).count().get()).data();
}

async function findMissing(
  services: UsageServices,
  { head, day, run }: { head: ReadHead; day: Day; run: PackRun },
): Promise<Missing> {
  const { db, catalogs } = services;
  const logged = await loggedOn(db, head.log, day);
  const onDay = endedOn(db, head.log, day);
  const { count } = await countEnded(db, head.log, day);
  if (count === logged.size) return NOTHING_MISSING;
  const rows: UsageRow[] = [];
  let unreadable = 0;
  const mergedInto = await readMerges(db);
  let last: QueryDocumentSnapshot | null = null;
  for (;;) {
    const inOrder = onDay
      .orderBy('endedAt')
      .select(...Object.keys(EndedActivity.shape))
      .limit(PAGE);
    const { docs }: { docs: QueryDocumentSnapshot[] } = await (last
      ? inOrder.startAfter(last)
      : inOrder
    ).get();
    for (const doc of docs.filter((one) => !logged.has(one.id) && !isStillToCome(head, one))) {
      try {
        const activity = decodeStored(EndedActivity, doc.data());
        // A placeholder names no account: no work was ever started for it.
        if (activity.accountId === '' || (await isCopy(db, mergedInto, activity))) continue;
        const { catalog } = await catalogs.at(activity.catalogVersion);
        const entry = activity.used ? null : await readUsage(db, doc.id);
        rows.push(toEndedRow(activity, { catalog, entry }));
      } catch (cause) {
        unreadable++;
        logger.rollUpFailed({ activityId: doc.id, traceId: run.traceId, cause });
      }
    }
    last = docs.at(-1) ?? null;
    if (docs.length < PAGE) return { rows, unreadable };
  }
}

interface Missing {
  readonly rows: UsageRow[];
  readonly unreadable: number;
}

const NOTHING_MISSING: Missing = { rows: [], unreadable: 0 };

/** Returns the ids of the activities that a log has for a day. */
async function loggedOn(db: Firestore, log: string, { fromMs, toMs }: Day): Promise<Set<string>> {
  const found = await collection(db, 'usageLogs')
    .where('log', '==', log)
    .where('lastEndedAt', '>=', new Date(fromMs))
    .get();
  const ids = new Set<string>();
  for (const pack of found.docs) {
    for (const { fact, endedAtMs, accountId, requestId } of unpackRows(
      decodeStored(UsageLog, pack.data()).bytes,
    )) {
      if (fact !== 'ended' || requestId === null || endedAtMs < fromMs || endedAtMs >= toMs) continue;
      ids.add(activityIdOf({ accountId, requestId }));
    }
  }
  return ids;
}

function endedOn(db: Firestore, log: string, { fromMs, toMs }: Day) {
  return collection(db, 'activities')
    .where('shard', '==', Number(log))
    .where('endedAt', '>=', new Date(fromMs))
    .where('endedAt', '<', new Date(toMs));
}

async function firstEndAfter(db: Firestore, log: string, fromMs: number): Promise<number | null> {
  const { docs } = await collection(db, 'activities')
    .where('shard', '==', Number(log))
    .where('endedAt', '>=', new Date(fromMs))
    .orderBy('endedAt')
    .limit(1)
    .select('endedAt')
    .get();
  return (docs[0]?.get('endedAt') as Timestamp | undefined)?.toMillis() ?? null;
}

/** Returns whether the cursor has not reached an activity yet. Packing will append it. */
function isStillToCome({ value }: ReadHead, doc: QueryDocumentSnapshot): boolean {
  const at = doc.get('recordedAt') as Timestamp | undefined;
  const cursor = value.cursors.recordedAt;
  if (!at) return false;
  if (!cursor) return true;
  const reached = cursor.at as Timestamp;
  return at.isEqual(reached) ? doc.id > cursor.id : at.valueOf() > reached.valueOf();
}

/** Returns the guests who have signed up, by the account that they merged into. */
export async function readMerges(db: Firestore): Promise<ReadonlyMap<string, readonly string[]>> {
  const { docs } = await collection(db, 'audit').where('action', '==', 'merge-guest').get();
  const guests = new Map<string, string[]>();
  for (const doc of docs) {
    const { target, actor } = decodeStored(AuditEntry, doc.data());
    guests.set(actor.uid, [...(guests.get(actor.uid) ?? []), target]);
  }
  return guests;
}

/** Returns whether an activity was copied from a guest who signed up. The guest's own activity is logged instead. */
async function isCopy(
  db: Firestore,
  mergedInto: ReadonlyMap<string, readonly string[]>,
  { uid, requestId }: { readonly uid: string; readonly requestId: string },
): Promise<boolean> {
  const guests = mergedInto.get(uid) ?? [];
  if (guests.length === 0) return false;
  const originals = guests.map((guest) =>
    collection(db, 'activities').doc(activityIdOf({ accountId: guest, requestId })),
  );
  return (await db.getAll(...originals)).some(({ exists }) => exists);
}

async function readUsage(db: Firestore, activityId: string): Promise<UsageEntry | null> {
  const entry = decodeDocument(LedgerEntry, await collection(db, 'ledger').doc(`usage-${activityId}`).get());
  return entry?.value.kind === 'usage' ? entry.value : null;
}

function startOfDay(ms: number): number {
  return ms - (ms % DAY_MS);
}
