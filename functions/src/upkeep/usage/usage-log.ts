import type { Firestore, Timestamp } from 'firebase-admin/firestore';
import { type LogCursor, UsageLog, UsageLogHead, type UsageRow } from '../../contract/index.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  type Versioned,
  writeOver,
} from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import { FORMAT, MAX_ROWS, packRows, unpackRows } from './pack-rows.ts';

/** A log as it was read. */
export interface ReadHead {
  readonly log: string;
  readonly value: UsageLogHead;
  /** Null if it has no document yet. */
  readonly version: Timestamp | null;
  /** The time of the read, by the store's clock. */
  readonly readAt: Timestamp;
}

const NEW_HEAD: UsageLogHead = { schemaVersion: 1, packs: 0, lastRows: 0, cursors: {}, completeThroughMs: 0 };

export async function readHead(db: Firestore, log: string): Promise<ReadHead> {
  const snapshot = await collection(db, 'usageLogHeads').doc(log).get();
  const head = decodeDocument(UsageLogHead, snapshot);
  return { log, value: head?.value ?? NEW_HEAD, version: head?.version ?? null, readAt: snapshot.readTime };
}

/** Changes of a head in a commit, besides the rows. */
export interface Progress {
  readonly cursors?: Readonly<Record<string, LogCursor>>;
  readonly completeThroughMs?: number;
}

/**
 * Appends rows to a log and saves its progress in one commit, on the condition that the head hasn't changed since it was
 * read. So of two writers, or of a commit with an unknown outcome and its retry, only one lands.
 * @returns whether the commit landed; if not, read the head again
 */
export async function append(
  db: Firestore,
  head: ReadHead,
  { rows, cursors = {}, completeThroughMs }: Progress & { readonly rows: readonly UsageRow[] },
): Promise<boolean> {
  const { log, value } = head;
  const last =
    value.lastRows > 0 && value.lastRows < MAX_ROWS ? await readPack(db, log, value.packs - 1) : null;
  // A document that another build has packed in another format stays unchanged.
  const open = last?.value.format === FORMAT ? last : null;
  const all = open ? [...unpackRows(open.value.bytes), ...rows] : rows;
  const first = open ? value.packs - 1 : value.packs;
  const batch = db.batch();
  let packs = value.packs;
  let lastRows = value.lastRows;
  for (let start = 0; start < all.length && rows.length > 0; start += MAX_ROWS) {
    const part = all.slice(start, start + MAX_ROWS);
    const sequence = first + start / MAX_ROWS;
    const pack = await encodeDocument(db, UsageLog, toPack(log, sequence, part));
    const reference = packOf(db, log, sequence);
    if (open && start === 0) batch.set(reference, pack);
    else batch.create(reference, pack);
    packs = sequence + 1;
    lastRows = part.length;
  }
  const next: UsageLogHead = {
    ...value,
    ...{ packs, lastRows, cursors: { ...value.cursors, ...cursors } },
    completeThroughMs: completeThroughMs ?? value.completeThroughMs,
  };
  const data = await encodeDocument(db, UsageLogHead, next);
  writeOver(batch, collection(db, 'usageLogHeads').doc(log), { was: head.version, data });
  return (await landed(batch.commit(), UNLESS_CONFLICT)) !== null;
}

/** Reads one document of a log; null if it doesn't exist. */
async function readPack(db: Firestore, log: string, sequence: number): Promise<Versioned<UsageLog> | null> {
  return decodeDocument(UsageLog, await packOf(db, log, sequence).get());
}

/** How much of a log was read: so many of its documents, and so many rows of the last one. */
export interface ReadThrough {
  readonly packs: number;
  readonly lastRows: number;
}
export const NOTHING_READ: ReadThrough = { packs: 0, lastRows: 0 };

/** Returns the rows of a log after a position, document by document. */
export async function* rowsFrom(
  db: Firestore,
  log: string,
  { from, packs }: { readonly from: ReadThrough; readonly packs: number },
): AsyncGenerator<{ readonly rows: UsageRow[]; readonly through: ReadThrough }> {
  // The last document that was read may have more rows since.
  for (let sequence = Math.max(0, from.packs - 1); sequence < packs; sequence++) {
    const pack = await readPack(db, log, sequence);
    if (!pack) throw new Error(`usage_logs/${idOf(log, sequence)} is missing`);
    const all = unpackRows(pack.value.bytes);
    const rows = sequence === from.packs - 1 ? all.slice(from.lastRows) : all;
    yield { rows, through: { packs: sequence + 1, lastRows: all.length } };
  }
}

function packOf(db: Firestore, log: string, sequence: number) {
  return collection(db, 'usageLogs').doc(idOf(log, sequence));
}

function idOf(log: string, sequence: number): string {
  return `${log}-${String(sequence).padStart(8, '0')}`;
}

function toPack(log: string, sequence: number, rows: readonly UsageRow[]): UsageLog {
  const lastEndedAt = Math.max(...rows.map(({ endedAtMs }) => endedAtMs));
  return {
    ...{ schemaVersion: 1, log, sequence, format: FORMAT, rows: rows.length },
    ...{ bytes: packRows(rows), lastEndedAt },
  };
}
