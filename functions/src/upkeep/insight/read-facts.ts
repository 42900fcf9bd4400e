import {
  FieldPath,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
  Timestamp,
} from 'firebase-admin/firestore';
import {
  ACTIVITY_SHARDS,
  decodeStored,
  type InsightHead,
  LedgerEntry,
  MoneyFact,
  USAGE_LOGS,
  type UsageRow,
} from '../../contract/index.ts';
import { collection } from '../../platform/store/documents.ts';
import { NOTHING_READ, readHead, rowsFrom } from '../usage/usage-log.ts';

/** The most facts of one kind that are read for one commit. */
const MAX_FACTS = 5_000;
/**
 * So many rows of a log are enough for one commit, with those that its last document has besides. A commit writes the states
 * of most accounts, so a few large ones write less.
 */
const ENOUGH_ROWS = 3_000;
const SHARDS = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);

/** A fact, by when the store took it. Facts are added in the order of `atMs`, `rank` and `id`, whatever the runs they fall into. */
export type Fact = { readonly atMs: number; readonly rank: number; readonly id: string } & (
  | { readonly kind: 'usage'; readonly row: UsageRow }
  | { readonly kind: 'entry'; readonly entry: Exclude<LedgerEntry, { kind: 'usage' }> }
  | { readonly kind: 'money'; readonly fact: MoneyFact }
);

/** Within one commit: money before the credits that it paid for, and what comes in before what goes out. */
const rank = { money: 0, grant: 1, revoke: 2, lapse: 3, repay: 4, usage: 5 } as const;

export interface Window {
  readonly facts: Fact[];
  /** Everything recorded before this is in the facts, or was before. */
  readonly throughMs: number;
  readonly logs: InsightHead['logs'];
  /** Whether there is more, up to the requested end. */
  readonly isPart: boolean;
}

/** Reads what was recorded since the head, up to a time by the store's clock; less, where there is more than a commit can take. */
export async function readWindow(db: Firestore, head: InsightHead, untilMs: number): Promise<Window> {
  const { throughMs, datedBeforeMs } = head;
  const entries = await readEntries(db, { fromMs: throughMs, untilMs });
  const dated = throughMs < datedBeforeMs ? await readDated(db, { fromMs: throughMs, untilMs }) : NO_FACTS;
  const money = await readMoney(db, { fromMs: throughMs, untilMs });
  const rows = await readRows(db, head, untilMs);
  const endMs = Math.min(entries.endMs, dated.endMs, money.endMs, rows.endMs);
  const usage = takeRows(rows, head, endMs);
  const facts = [...entries.facts, ...dated.facts, ...money.facts].filter(({ atMs }) => atMs < endMs);
  facts.push(...usage.facts);
  facts.sort((a, b) => a.atMs - b.atMs || a.rank - b.rank || (a.id < b.id ? -1 : 1));
  return { facts, throughMs: endMs, logs: usage.logs, isPart: endMs < untilMs };
}

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

interface Read {
  readonly facts: Fact[];
  /** Nothing before this is missing. */
  readonly endMs: number;
}

const NO_FACTS: Read = { facts: [], endMs: Number.MAX_SAFE_INTEGER };

function readEntries(db: Firestore, span: Span): Promise<Read> {
  return readInOrder(ledgerOf(db), { time: 'recordedAt', ...span }, ({ id, data }) => {
    const entry = decodeStored(LedgerEntry, data);
    return entry.kind === 'usage' ? null : toEntry(id, entry, entry.recordedAt ?? entry.createdAt);
  });
}

/** Entries of earlier builds, which note no time of the store: in the order of their own. */
function readDated(db: Firestore, span: Span): Promise<Read> {
  return readInOrder(ledgerOf(db), { time: 'createdAt', ...span }, ({ id, data }) => {
    const entry = decodeStored(LedgerEntry, data);
    return entry.kind === 'usage' || entry.recordedAt ? null : toEntry(id, entry, entry.createdAt);
  });
}

function toEntry(id: string, entry: Exclude<LedgerEntry, { kind: 'usage' }>, atMs: number): Fact {
  return { kind: 'entry', atMs, rank: rank[entry.kind], id, entry };
}

function readMoney(db: Firestore, span: Span): Promise<Read> {
  return readInOrder(collection(db, 'moneyFacts'), { time: 'recordedAt', ...span }, ({ id, data }) => {
    const fact = decodeStored(MoneyFact, data);
    return { kind: 'money', atMs: fact.recordedAt, rank: rank.money, id, fact };
  });
}

const ledgerOf = (db: Firestore) => collection(db, 'ledger').where('shard', 'in', SHARDS);

interface TimedSpan extends Span {
  readonly time: 'recordedAt' | 'createdAt';
}

type ToFact = (doc: { readonly id: string; readonly data: unknown }) => Fact | null;

/** Reads the documents of a span, the oldest first: at most `MAX_FACTS`, unless there are more within its first millisecond. */
async function readInOrder(documents: Query, span: TimedSpan, toFact: ToFact): Promise<Read> {
  const { docs } = await within(documents, span).limit(MAX_FACTS).get();
  const lastMs = docs.length < MAX_FACTS ? span.untilMs : timeOf(docs.at(-1), span.time);
  if (lastMs > span.fromMs) return { facts: toFacts(docs, toFact), endMs: lastMs };
  const untilMs = span.fromMs + 1;
  const first = await within(documents, { ...span, untilMs }).get();
  return { facts: toFacts(first.docs, toFact), endMs: untilMs };
}

function timeOf(doc: QueryDocumentSnapshot | undefined, time: TimedSpan['time']): number {
  const at: Timestamp | undefined = doc?.get(time);
  return at?.toMillis() ?? 0;
}

function toFacts(docs: readonly QueryDocumentSnapshot[], toFact: ToFact): Fact[] {
  return docs.flatMap((doc) => toFact({ id: doc.id, data: doc.data() }) ?? []);
}

function within(documents: Query, { time, fromMs, untilMs }: TimedSpan): Query {
  return documents
    .where(time, '>=', Timestamp.fromMillis(fromMs))
    .where(time, '<', Timestamp.fromMillis(untilMs))
    .orderBy(time);
}

interface ReadRow {
  readonly row: UsageRow;
  readonly at: InsightHead['logs'][string];
  readonly id: string;
}

interface ReadRows {
  readonly byLog: ReadonlyMap<string, readonly ReadRow[]>;
  readonly endMs: number;
}

async function readRows(db: Firestore, { logs, throughMs }: InsightHead, untilMs: number): Promise<ReadRows> {
  const byLog = new Map<string, ReadRow[]>();
  let endMs = untilMs;
  for (const log of USAGE_LOGS) {
    const { value } = await readHead(db, log);
    const from = logs[log] ?? NOTHING_READ;
    if (value.packs === from.packs && value.lastRows === from.lastRows) continue;
    const read: ReadRow[] = [];
    byLog.set(log, read);
    for await (const { rows, through } of rowsFrom(db, log, { from, packs: value.packs })) {
      const first = through.lastRows - rows.length;
      for (const [index, row] of rows.entries()) {
        const lastRows = first + index + 1;
        const id = `${log}-${String(through.packs).padStart(8, '0')}-${String(lastRows).padStart(6, '0')}`;
        read.push({ row, at: { packs: through.packs, lastRows }, id });
      }
      if (read.length < ENOUGH_ROWS) continue;
      const lastMs = read.findLast(({ row }) => isInOrder(row))?.row.recordedAtMs ?? untilMs;
      endMs = Math.min(endMs, Math.max(lastMs, throughMs + 1));
      break;
    }
  }
  return { byLog, endMs };
}

/** Returns whether a row has the store's time, and so is logged before its window ends. Other rows count when they are found. */
function isInOrder({ fact, recordedAtMs }: UsageRow): boolean {
  return fact !== 'rejected' && recordedAtMs !== null;
}

/** Takes the rows of each log up to the first that was recorded at the end or later. */
function takeRows({ byLog }: ReadRows, { logs, throughMs }: InsightHead, endMs: number) {
  const facts: Fact[] = [];
  const next = { ...logs };
  for (const [log, rows] of byLog) {
    for (const { row, at, id } of rows) {
      if (isInOrder(row) && (row.recordedAtMs ?? 0) >= endMs) break;
      const atMs = isInOrder(row) ? (row.recordedAtMs ?? 0) : throughMs;
      facts.push({ kind: 'usage', atMs, rank: rank.usage, id, row });
      next[log] = at;
    }
  }
  return { facts, logs: next };
}

/**
 * Returns whether nothing was recorded since a time, by one small query for each kind of fact. Rejections are written by the clock of their
 * instance, best effort: a little earlier ones count too.
 */
export async function isQuiet(db: Firestore, sinceMs: number): Promise<boolean> {
  const since = Timestamp.fromMillis(sinceMs);
  const activities = () => collection(db, 'activities').where('shard', 'in', SHARDS);
  const queries = [
    activities().where('recordedAt', '>=', since).orderBy('recordedAt'),
    activities().where('lateRecordedAt', '>=', since).orderBy('lateRecordedAt'),
    ledgerOf(db).where('recordedAt', '>=', since).orderBy('recordedAt'),
    collection(db, 'moneyFacts').where('recordedAt', '>=', since).orderBy('recordedAt'),
    collection(db, 'rejections').where('createdAt', '>=', since).orderBy('createdAt'),
  ];
  const found = await Promise.all(
    queries.map((query) => query.limit(1).select(FieldPath.documentId()).get()),
  );
  return found.every(({ empty }) => empty);
}
