import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import {
  AccountRollUps,
  AccountTotals,
  decodeStored,
  RollUpHead,
  USAGE_LOGS,
  UsageRollUp,
  type UsageRow,
} from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/landed.ts';
import type { PackRun } from './pack-usage.ts';
import { addInto, emptyTally, sumUsage, type UsageTally } from './sum-usage.ts';
import { NOTHING_READ, readHead, rowsFrom } from './usage-log.ts';

const HEAD = 'roll-ups';
/** Account totals are split into this many parts, by a digest of the account id. */
const PARTS = 64;
/** The most rows that one commit adds. */
const MAX_COMMIT_ROWS = 100_000;
const MAX_TRIES = 20;

type Through = RollUpHead['through'];

/** Sums of rows, by period and by account. */
interface Sums {
  readonly periods: Map<string, UsageTally>;
  readonly accounts: Map<string, UsageTally>;
}

/**
 * Adds the rows of `usage_logs` that are not in the roll-ups yet, each once. The commit that adds them also saves how far
 * each log was read. Without that position, it adds all rows.
 * @returns how many rows were added
 */
export async function rollUpUsage(db: Firestore, run: PackRun): Promise<number> {
  let added = 0;
  for (let tries = 0; tries < MAX_TRIES; ) {
    const rows = await addNext(db);
    if (rows === 0) break;
    if (rows === null) tries++;
    else {
      added += rows;
      tries = 0;
    }
    await run.onCommit();
  }
  return added;
}

/** @returns how many rows were added; null when another run was faster */
async function addNext(db: Firestore): Promise<number | null> {
  const snapshot = await collection(db, 'usageLogHeads').doc(HEAD).get();
  const head = decodeDocument(RollUpHead, snapshot);
  const before: Through = head?.value.through ?? {};
  const { sums, through, rows } = await sumFrom(db, before);
  if (rows === 0) return 0;
  const batch = db.batch();
  await Promise.all([...sums.periods].map((sum) => addToPeriod({ db, batch }, ...sum)));
  await Promise.all([...byPart(sums.accounts)].map((part) => addToPart({ db, batch }, ...part)));
  const value: RollUpHead = { schemaVersion: 1, ...head?.value, through };
  const data = await encodeDocument(db, RollUpHead, value);
  writeOver(batch, snapshot.ref, { was: head?.version ?? null, data });
  return (await landed(batch.commit(), UNLESS_CONFLICT)) === null ? null : rows;
}

async function sumFrom(db: Firestore, before: Through) {
  const sums: Sums = { periods: new Map(), accounts: new Map() };
  const through: Through = { ...before };
  let count = 0;
  for (const log of USAGE_LOGS) {
    const { value } = await readHead(db, log);
    const from = before[log] ?? NOTHING_READ;
    if (value.packs === from.packs && value.lastRows === from.lastRows) continue;
    for await (const { rows, through: reached } of rowsFrom(db, log, { from, packs: value.packs })) {
      for (const row of rows) addRow(sums, row);
      count += rows.length;
      through[log] = reached;
      if (count >= MAX_COMMIT_ROWS) return { sums, through, rows: count };
    }
  }
  return { sums, through, rows: count };
}

function addRow({ periods, accounts }: Sums, row: UsageRow): void {
  const tally = sumUsage(row);
  const day = new Date(row.endedAtMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
  addTo(periods, day, tally);
  addTo(periods, day.slice(0, 'yyyy-mm'.length), tally);
  if (row.fact !== 'rejected') addTo(accounts, row.accountId, tally);
}

function addTo(sums: Map<string, UsageTally>, place: string, tally: UsageTally): void {
  const sum = sums.get(place) ?? emptyTally();
  addInto(sum, tally);
  sums.set(place, sum);
}

interface Write {
  readonly db: Firestore;
  readonly batch: WriteBatch;
}

async function addToPeriod(
  { db, batch }: Write,
  period: string,
  { hours, ...tally }: UsageTally,
): Promise<void> {
  const reference = collection(db, 'usageRollUps').doc(period);
  const stored = decodeDocument(UsageRollUp, await reference.get())?.value;
  const sum: UsageRollUp = stored ?? { schemaVersion: 1, period, ...emptyTally() };
  const isDay = period.length === 'yyyy-mm-dd'.length;
  addInto(sum, isDay ? { ...tally, hours } : tally);
  batch.set(reference, await encodeDocument(db, UsageRollUp, sum));
}

function byPart(accounts: Sums['accounts']): Map<string, Map<string, UsageTally>> {
  const parts = new Map<string, Map<string, UsageTally>>();
  for (const [accountId, tally] of accounts) {
    const part = partOf(accountId);
    parts.set(part, (parts.get(part) ?? new Map()).set(accountId, tally));
  }
  return parts;
}

function partOf(accountId: string): string {
  const part = createHash('sha256').update(accountId).digest().readUInt16BE() % PARTS;
  return String(part).padStart(2, '0');
}

async function addToPart(
  { db, batch }: Write,
  part: string,
  added: ReadonlyMap<string, UsageTally>,
): Promise<void> {
  const reference = collection(db, 'accountRollUps').doc(part);
  const stored = decodeDocument(AccountRollUps, await reference.get())?.value;
  const totals = stored ? unpackTotals(stored) : new Map<string, AccountTotals>();
  for (const [accountId, { hours: _, providers: __, rejections: ___, ...tally }] of added) {
    const sum = totals.get(accountId) ?? {};
    addInto(sum, tally);
    totals.set(accountId, sum as AccountTotals);
  }
  const inOrder = [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = deflateRawSync(JSON.stringify(inOrder), { level: 9 });
  const value = { schemaVersion: 1, ...stored, accounts: totals.size, bytes };
  batch.set(reference, await encodeDocument(db, AccountRollUps, value));
}

/** Returns the totals of the accounts of a part. */
export function unpackTotals({ bytes }: AccountRollUps): Map<string, AccountTotals> {
  const packed: [string, unknown][] = JSON.parse(inflateRawSync(bytes).toString());
  return new Map(packed.map(([accountId, totals]) => [accountId, decodeStored(AccountTotals, totals)]));
}

/** Returns the totals of an account; null when it has used nothing yet. */
export async function readTotals(db: Firestore, accountId: string): Promise<AccountTotals | null> {
  const part = decodeDocument(
    AccountRollUps,
    await collection(db, 'accountRollUps').doc(partOf(accountId)).get(),
  );
  return part ? (unpackTotals(part.value).get(accountId) ?? null) : null;
}
