import { createHash } from 'node:crypto';
import type {
  DocumentReference,
  DocumentSnapshot,
  Firestore,
  Timestamp,
  WriteBatch,
} from 'firebase-admin/firestore';
import {
  AccountFigures,
  accountsDocumentId,
  addFigures,
  type DayOf,
  type DaysOf,
  decodeStored,
  type Figures,
  INSIGHT_BALANCES,
  INSIGHT_COHORTS,
  INSIGHT_HEAD,
  InsightAccountsDocument,
  InsightHead,
  InsightMonthDocument,
  InsightPack,
  type InsightTopic,
  insightTopics,
  monthDocumentId,
  monthOf,
} from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import { type AccountState, isEmpty } from './account-states.ts';
import type { InsightChanges } from './insight-changes.ts';
import { appendMovements } from './movement-log.ts';
import { packed, unpack } from './packed.ts';

/** The states of accounts are in these parts, by a digest of their ids. */
export const PARTS = 64;

/** The head as it was read. */
export interface ReadHead {
  readonly value: InsightHead | null;
  readonly version: Timestamp | null;
  /** The store's own time of the read. */
  readonly readAtMs: number;
}

export async function readInsightHead(db: Firestore): Promise<ReadHead> {
  const snapshot = await insight(db, INSIGHT_HEAD).get();
  const head = decodeDocument(InsightHead, snapshot);
  return {
    value: head?.value ?? null,
    version: head?.version ?? null,
    readAtMs: snapshot.readTime.toMillis(),
  };
}

/** Decodes the days of a month; none if the document doesn't exist. */
export function daysIn<T extends InsightTopic>(topic: T, month: DocumentSnapshot): DaysOf<T> {
  const stored = decodeDocument(InsightMonthDocument, month);
  const days = Object.entries(stored ? (unpack(stored.value.bytes) as object) : {});
  return Object.fromEntries(
    days.map(([day, figures]) => [day, decodeStored(insightTopics[topic], figures) as DayOf<T>]),
  );
}

export type AccountStates = Map<string, AccountState>;

/** Reads the states of accounts, and of those that are in the same parts. */
export async function readStates(
  db: Firestore,
  accountIds: Iterable<string>,
): Promise<Map<string, AccountStates>> {
  return readParts(db, [...new Set([...accountIds].map(partOfAccount))]);
}

/** An account's totals, as far as the figures reach. */
export type AccountTotals = Pick<AccountState, 'capturedMicros' | 'balanceMicros' | 'lastSeenMs'>;

/** Reads what is known of each account in all. */
export async function readAccountTotals(db: Firestore): Promise<ReadonlyMap<string, AccountTotals>> {
  const parts = await readParts(
    db,
    Array.from({ length: PARTS }, (_, part) => partName(part)),
  );
  const states = [...parts.values()].flatMap((accounts) => [...accounts]);
  return new Map(
    states.map(([accountId, state]) => {
      // States of another version are about to be computed anew.
      const { capturedMicros, balanceMicros = 0, lastSeenMs = 0 }: Partial<AccountState> = state;
      return [accountId, { capturedMicros: capturedMicros ?? 0, balanceMicros, lastSeenMs }];
    }),
  );
}

async function readParts(db: Firestore, parts: readonly string[]): Promise<Map<string, AccountStates>> {
  if (parts.length === 0) return new Map();
  const snapshots = await db.getAll(...parts.map((part) => insight(db, `state-${part}`)));
  return new Map(
    snapshots.map((snapshot, index): [string, AccountStates] => {
      const pack = decodeDocument(InsightPack, snapshot);
      const states = pack ? (unpack(pack.value.bytes) as [string, AccountState][]) : [];
      return [parts[index] ?? '', new Map(states)];
    }),
  );
}

export function partOfAccount(accountId: string): string {
  return partName(createHash('sha256').update(accountId).digest().readUInt16BE() % PARTS);
}

export function partName(part: number): string {
  return String(part).padStart(2, '0');
}

export interface InsightWrite {
  readonly head: ReadHead;
  readonly next: InsightHead;
  readonly changes: InsightChanges;
  readonly states: Map<string, AccountStates>;
}

/**
 * Adds changes to the figures and moves the head, in one commit over the head as it was read: of two writers one lands.
 * @returns whether it landed; if not, read the head again
 */
export async function writeInsights(
  db: Firestore,
  { head, next, changes, states }: InsightWrite,
): Promise<boolean> {
  const batch = db.batch();
  const write = { db, batch };
  await addAccounts(write, changes);
  for (const [topic, days] of Object.entries(changes.days)) {
    for (const [month, of] of byMonth(days))
      await addDaysOf(write, { topic: topic as InsightTopic, month, days: of });
  }
  await addToPack(write, INSIGHT_BALANCES, changes.balances);
  await addToPack(write, INSIGHT_COHORTS, changes.cohorts);
  for (const [part, accounts] of states) {
    const known = [...accounts].filter(([, state]) => !isEmpty(state));
    const inOrder = known.sort(([a], [b]) => (a < b ? -1 : 1));
    const pack = await encodeDocument(db, InsightPack, {
      schemaVersion: 1,
      bytes: packed(inOrder.map(([id, state]) => [id, inNameOrder(state)])),
    });
    batch.set(insight(db, `state-${part}`), pack);
  }
  const { throughMs, movements: from = NOTHING_PACKED } = next;
  const position = await appendMovements(write, { from, movements: changes.movements });
  const data = await encodeDocument(db, InsightHead, { ...next, movements: { ...position, throughMs } });
  writeOver(batch, insight(db, INSIGHT_HEAD), { was: head.version, data });
  return (await landed(batch.commit(), UNLESS_CONFLICT)) !== null;
}

const NOTHING_PACKED = { packs: 0, lastRows: 0 };

interface Write {
  readonly db: Firestore;
  readonly batch: WriteBatch;
}

/** Adds what accounts did on days and in months, and counts those that became active. */
async function addAccounts(write: Write, changes: InsightChanges): Promise<void> {
  for (const [day, added] of changes.accounts) {
    const became = await addPeriod(write, day, added);
    changes.addTo('usage', day, { activeAccounts: became.accounts, activeGuests: became.guests });
  }
  const months = new Map<string, Figures>();
  for (const [day, added] of changes.accounts) {
    const sum = months.get(monthOf(day)) ?? {};
    addFigures(sum, added);
    months.set(monthOf(day), sum);
  }
  for (const [month, added] of months) await addPeriod(write, month, added);
}

async function addPeriod({ db, batch }: Write, period: string, added: Figures) {
  const reference = insight(db, accountsDocumentId(period));
  const stored = decodeDocument(InsightAccountsDocument, await reference.get());
  const accounts = (stored ? unpack(stored.value.bytes) : {}) as Record<string, AccountFigures>;
  const became = { accounts: 0, guests: 0 };
  for (const [accountId, figures] of Object.entries(added)) {
    const sum = accounts[accountId] ?? AccountFigures.parse({});
    const wasActive = sum.delivered > 0;
    addFigures(sum, figures as Figures);
    accounts[accountId] = sum;
    if (!wasActive && sum.delivered > 0) became[sum.isGuest > 0 ? 'guests' : 'accounts']++;
  }
  const document = {
    schemaVersion: 1,
    period,
    accounts: Object.keys(accounts).length,
    bytes: packed(sorted(accounts)),
  };
  batch.set(reference, await encodeDocument(db, InsightAccountsDocument, document));
  return became;
}

async function addDaysOf(
  { db, batch }: Write,
  { topic, month, days }: { readonly topic: InsightTopic; readonly month: string; readonly days: Figures },
): Promise<void> {
  const reference = insight(db, monthDocumentId(topic, month));
  const stored = decodeDocument(InsightMonthDocument, await reference.get());
  const sum = (stored ? unpack(stored.value.bytes) : {}) as Figures;
  addFigures(sum, days);
  // What is written has to be readable: a figure that the schema does not know would fail every page.
  for (const day of Object.values(sum)) decodeStored(insightTopics[topic], day);
  const document = { schemaVersion: 1, topic, month, bytes: packed(sorted(sum)) };
  batch.set(reference, await encodeDocument(db, InsightMonthDocument, document));
}

async function addToPack({ db, batch }: Write, id: string, added: Figures): Promise<void> {
  if (Object.keys(added).length === 0) return;
  const reference = insight(db, id);
  const stored = decodeDocument(InsightPack, await reference.get());
  const sum = (stored ? unpack(stored.value.bytes) : {}) as Figures;
  addFigures(sum, added);
  batch.set(
    reference,
    await encodeDocument(db, InsightPack, { schemaVersion: 1, bytes: packed(sorted(sum)) }),
  );
}

function byMonth(days: ReadonlyMap<string, Figures>): Map<string, Figures> {
  const months = new Map<string, Figures>();
  for (const [day, figures] of days) {
    const month = months.get(monthOf(day)) ?? {};
    month[day] = figures;
    months.set(monthOf(day), month);
  }
  return months;
}

/** In the order of names, so that the same figures are the same bytes, whatever the order in which they came. Zeros are left out. */
function sorted(tree: object): Figures {
  const entries = Object.entries(tree as Figures).sort(([a], [b]) => (a < b ? -1 : 1));
  const kept = entries.flatMap(([name, value]): [string, number | Figures][] => {
    if (typeof value === 'number') return value === 0 ? [] : [[name, value]];
    const inner = sorted(value);
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  });
  return Object.fromEntries(kept);
}

/** Returns the same with all fields in the order of their names, whatever the order in which they came. */
function inNameOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, inNameOrder(field)]));
}

export function insight(db: Firestore, id: string): DocumentReference {
  return collection(db, 'insights').doc(id);
}
