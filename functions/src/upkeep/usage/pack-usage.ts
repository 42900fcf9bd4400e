import { FieldPath, type Firestore, type Query, Timestamp } from 'firebase-admin/firestore';
import {
  decodeStored,
  type LogCursor,
  MINUTE_MS,
  Rejections,
  USAGE_LOGS,
  type UsageRow,
} from '../../contract/index.ts';
import { log as logger } from '../../platform/signals/log.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';
import { collection } from '../../platform/store/documents.ts';
import { completeLog } from './complete-log.ts';
import { MAX_ROWS } from './pack-rows.ts';
import { EndedActivity, toEndedRow, toLateRow, toRejectedRow } from './to-usage-row.ts';
import { append, type ReadHead, readHead } from './usage-log.ts';

/**
 * How long a commit can take by the store's clock: Firestore ends a transaction after 270 seconds. Queries see everything
 * that the store recorded before that, so nothing appears behind the cursor.
 */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;
const PAGE = 1_000;
/** Rows of one commit: two full documents. */
const MAX_COMMIT_ROWS = 2 * MAX_ROWS;
const MAX_TRIES = 20;

export interface UsageServices {
  readonly db: Firestore;
  readonly catalogs: Catalogs;
  readonly now: () => number;
  readonly settledAfterMs?: number;
  /** Packs facts that the store recorded before this, by its own clock; absent: facts that are old enough. */
  readonly untilMs?: number;
}

export interface PackRun {
  readonly traceId: string;
  /** Called after each commit. */
  readonly onCommit: () => Promise<void>;
}

export interface Packed {
  readonly rows: number;
  readonly unreadable: number;
}

interface Page {
  readonly rows: UsageRow[];
  readonly cursor: LogCursor;
  readonly isLast: boolean;
  readonly unreadable: number;
}

/** Finds the facts after a cursor, in the order in which the store recorded them. */
type Source = {
  readonly field: string;
  page(cursor: LogCursor, until: Timestamp): Promise<Page>;
};

/**
 * Appends ended activities to `usage_logs`, each once, in all logs concurrently. Instead of removing a mark from each
 * activity, each log has a cursor in the order of the store's times. The commit that appends also moves the cursor.
 */
export async function packUsage(services: UsageServices, run: PackRun): Promise<Packed> {
  const packed = await Promise.all(USAGE_LOGS.map((log) => packLog(services, log, run)));
  return packed.reduce(addPacked, NOTHING_PACKED);
}

const NOTHING_PACKED: Packed = { rows: 0, unreadable: 0 };

function addPacked(a: Packed, b: Packed): Packed {
  return { rows: a.rows + b.rows, unreadable: a.unreadable + b.unreadable };
}

/** Appends ended activities, or rejections, to one log. */
export async function packLog(services: UsageServices, log: string, run: PackRun): Promise<Packed> {
  let packed = NOTHING_PACKED;
  for (const source of sourcesOf(services, log, run.traceId)) {
    packed = addPacked(packed, await packFrom(services, { log, source, run }));
  }
  if (log !== 'rejections') packed = addPacked(packed, await completeLog(services, { log, run }));
  return packed;
}

async function packFrom(
  services: UsageServices,
  { log, source, run }: { log: string; source: Source; run: PackRun },
): Promise<Packed> {
  const { db } = services;
  let packed = NOTHING_PACKED;
  let failures = 0;
  for (let isLast = false; !isLast; ) {
    const head = await readHead(db, log);
    const found = await collect(services, head, source);
    isLast = found.isLast;
    if (found.cursor === null) break;
    if (await append(db, head, { rows: found.rows, cursors: { [source.field]: found.cursor } })) {
      packed = addPacked(packed, { rows: found.rows.length, unreadable: found.unreadable });
      failures = 0;
    } else if (++failures < MAX_TRIES) {
      isLast = false;
    }
    await run.onCommit();
  }
  return packed;
}

/** Reads pages until a commit is full. The cursor is null when there was nothing. */
async function collect(services: UsageServices, head: ReadHead, source: Source) {
  const { settledAfterMs = SETTLED_AFTER_MS } = services;
  const until = Timestamp.fromMillis(services.untilMs ?? head.readAt.toMillis() - settledAfterMs);
  const rows: UsageRow[] = [];
  let unreadable = 0;
  let moved: LogCursor = null;
  for (;;) {
    const page = await source.page(moved ?? head.value.cursors[source.field] ?? null, until);
    rows.push(...page.rows);
    unreadable += page.unreadable;
    moved = page.cursor ?? moved;
    if (page.isLast || rows.length + PAGE > MAX_COMMIT_ROWS)
      return { rows, cursor: moved, isLast: page.isLast, unreadable };
  }
}

function sourcesOf(services: UsageServices, log: string, traceId: string): Source[] {
  const { db } = services;
  if (log === 'rejections') return [rejections(db)];
  const ended = collection(db, 'activities').where('shard', '==', Number(log));
  return [
    activities(services, { query: ended, field: 'recordedAt', toRow: toEndedRow, traceId }),
    activities(services, { query: ended, field: 'lateRecordedAt', toRow: toLateRow, traceId }),
  ];
}

function activities(
  { catalogs }: UsageServices,
  {
    query,
    field,
    toRow,
    traceId,
  }: { query: Query; field: 'recordedAt' | 'lateRecordedAt'; toRow: typeof toLateRow; traceId: string },
): Source {
  const fields = Object.keys(EndedActivity.shape);
  return {
    field,
    async page(cursor, until) {
      const inOrder =
        field === 'recordedAt'
          ? query.where('recordedAt', '<', until).orderBy('recordedAt')
          : query.where('lateRecordedAt', '<', until).orderBy('lateRecordedAt');
      const { docs } = await after(inOrder.select(...fields), cursor).get();
      const rows: UsageRow[] = [];
      let unreadable = 0;
      for (const doc of docs) {
        try {
          const activity = decodeStored(EndedActivity, doc.data());
          const { catalog } = await catalogs.at(activity.catalogVersion);
          rows.push(toRow(activity, { catalog }));
        } catch (cause) {
          // It stays out of the log, and `completeLog` reports it again.
          unreadable++;
          logger.rollUpFailed({ activityId: doc.id, traceId, cause });
        }
      }
      return { rows, unreadable, ...endOf(docs, field) };
    },
  };
}

/** Reads rejections in the order of their instances' clocks: best effort, as they are written. */
function rejections(db: Firestore): Source {
  return {
    field: 'createdAt',
    async page(cursor, until) {
      const inOrder = collection(db, 'rejections').where('createdAt', '<', until).orderBy('createdAt');
      const { docs } = await after(inOrder, cursor).get();
      const rows = docs.flatMap((doc) => {
        const { entries, count } = decodeStored(Rejections, doc.data());
        const counted = entries.map((entry) => toRejectedRow(entry, 1));
        const last = entries.at(-1);
        const more = count - entries.length;
        const flood = { accountId: '', uid: null, operation: null, model: null, code: last?.code ?? 'busy' };
        return more > 0 ? [...counted, toRejectedRow({ ...flood, atMs: last?.atMs ?? 0 }, more)] : counted;
      });
      return { rows, unreadable: 0, ...endOf(docs, 'createdAt') };
    },
  };
}

function after(inOrder: Query, cursor: LogCursor): Query {
  const page = inOrder.orderBy(FieldPath.documentId()).limit(PAGE);
  return cursor ? page.startAfter(cursor.at, cursor.id) : page;
}

function endOf(docs: readonly FirebaseFirestore.QueryDocumentSnapshot[], field: string) {
  const last = docs.at(-1);
  const cursor: LogCursor = last ? { at: last.get(field) as Timestamp, id: last.id } : null;
  return { cursor, isLast: docs.length < PAGE };
}
