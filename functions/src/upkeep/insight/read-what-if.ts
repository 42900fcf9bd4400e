import type { DocumentSnapshot, Firestore, Query, Transaction } from 'firebase-admin/firestore';
import {
  type CreditMovement,
  createZone,
  DAY_MS,
  type DayRange,
  decodeStored,
  HOUR_MS,
  INSIGHT_HEAD,
  InsightHead,
  InsightPack,
  LotSource,
  type MoneyDay,
  monthDocumentId,
  monthsOf,
  movementsDocumentId,
  rangeNamed,
  sumDays,
  USAGE_LOGS,
  UsageLog,
  type UsageRow,
  type WhatIfAccount,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { unpackRows } from '../usage/pack-rows.ts';
import type { AccountState } from './account-states.ts';
import { daysIn, insight, PARTS, partName } from './insight-store.ts';
import { movementsIn } from './movement-log.ts';
import { unpack } from './packed.ts';

/** Documents of movements are read so many at a time, from the latest back. */
const MOVEMENT_PAGE = 16;
/** Clocks of instances may differ from the store's by less than this. */
const SKEW_MS = HOUR_MS;

/** The facts about the last 30 days, as far as the figures have come. */
export interface RecentFacts {
  readonly head: InsightHead;
  readonly range: DayRange;
  readonly accounts: readonly WhatIfAccount[];
  readonly money: MoneyDay;
}

/**
 * Reads what the last 30 days came to for each account, from packed facts and as of one moment: the lots and their credits when
 * the days began, the movements since, and the requests. Null: there are no figures yet.
 */
export function readRecentFacts(db: Firestore): Promise<RecentFacts | null> {
  return db.runTransaction((transaction) => readAll(db, transaction), { readOnly: true });
}

async function readAll(db: Firestore, transaction: Transaction): Promise<RecentFacts | null> {
  const head = decodeDocument(InsightHead, await transaction.get(insight(db, INSIGHT_HEAD)))?.value;
  if (!head) return null;
  const zone = createZone(head.timeZone);
  const range = rangeNamed('30-days', zone(head.throughMs).day);
  const isRecent = (ms: number) => zone(ms).day >= range.from;
  // A day begins at most so much before its name says, whatever the time zone.
  const fromMs = Date.parse(range.from) - DAY_MS;
  const [states, rows, movements, money] = await Promise.all([
    readStates(db, transaction),
    readRows(db, transaction, { head, fromMs }),
    readMovements(db, transaction, { head, fromMs }),
    readMoney(db, transaction, range),
  ]);
  const recent = {
    rows: byAccount(rows.filter(({ fact, endedAtMs }) => fact === 'ended' && isRecent(endedAtMs))),
    movements: byAccount(movements.filter(({ atMs }) => isRecent(atMs))),
  };
  const ids = new Set([...states.keys(), ...recent.rows.keys()]);
  const accounts = [...ids].map((accountId) =>
    toAccount(accountId, {
      state: states.get(accountId),
      rows: recent.rows.get(accountId) ?? [],
      movements: recent.movements.get(accountId) ?? [],
      throughMs: head.throughMs,
    }),
  );
  return { head, range, accounts, money };
}

function toAccount(
  accountId: string,
  {
    state,
    rows,
    movements,
    throughMs,
  }: {
    readonly state: AccountState | undefined;
    readonly rows: readonly UsageRow[];
    readonly movements: readonly CreditMovement[];
    readonly throughMs: number;
  },
): WhatIfAccount {
  const since = new Map<string, number>();
  const add = (lotId: string, micros: number) => since.set(lotId, (since.get(lotId) ?? 0) + micros);
  for (const { amounts } of movements) for (const [lotId, micros] of amounts) add(lotId, micros);
  for (const { drawn } of rows) for (const { lotId, micros } of drawn) add(lotId, 0 - micros);
  const lots = Object.entries(state?.credits ?? {}).map(([lotId, lot]) => ({
    ...{ lotId, source: LotSource.parse(lot.source), grantedAtMs: lot.grantedAtMs },
    ...{ expiresAtMs: lot.expiresAtMs, worth: lot.worth },
    micros: lot.micros - (since.get(lotId) ?? 0),
  }));
  return {
    ...{ accountId, lots, throughMs },
    movements: movements.toSorted((a, b) => a.atMs - b.atMs),
    requests: rows.toSorted(
      (a, b) => a.createdAtMs - b.createdAtMs || ((a.requestId ?? '') < (b.requestId ?? '') ? -1 : 1),
    ),
  };
}

async function readStates(db: Firestore, transaction: Transaction): Promise<Map<string, AccountState>> {
  const parts = Array.from({ length: PARTS }, (_, part) => insight(db, `state-${partName(part)}`));
  const states = new Map<string, AccountState>();
  for (const part of await transaction.getAll(...parts)) {
    for (const [id, state] of unpacked(part) as [string, AccountState][]) states.set(id, state);
  }
  return states;
}

/** Reads the rows of activities that ended since a time, as far as they are in the figures. */
async function readRows(
  db: Firestore,
  transaction: Transaction,
  { head, fromMs }: { readonly head: InsightHead; readonly fromMs: number },
): Promise<UsageRow[]> {
  const logs = USAGE_LOGS.filter((log) => log !== 'rejections');
  const found = await Promise.all(
    logs.map(async (log) => {
      const end = head.logs[log] ?? { packs: 0, lastRows: 0 };
      const packs: Query = collection(db, 'usageLogs')
        .where('log', '==', log)
        .where('lastEndedAt', '>=', new Date(fromMs));
      return (await transaction.get(packs)).docs.flatMap((doc) => {
        const { sequence, bytes } = decodeStored(UsageLog, doc.data());
        if (sequence >= end.packs) return [];
        const rows = unpackRows(bytes);
        return sequence === end.packs - 1 ? rows.slice(0, end.lastRows) : rows;
      });
    }),
  );
  return found.flat();
}

/** Reads the movements that the store took since a time, the oldest first. */
async function readMovements(
  db: Firestore,
  transaction: Transaction,
  { head, fromMs }: { readonly head: InsightHead; readonly fromMs: number },
): Promise<CreditMovement[]> {
  const found: CreditMovement[][] = [];
  for (let end = head.movements?.packs ?? 0; end > 0; end -= MOVEMENT_PAGE) {
    const first = Math.max(0, end - MOVEMENT_PAGE);
    const references = Array.from({ length: end - first }, (_, index) =>
      insight(db, movementsDocumentId(first + index)),
    );
    const page = await transaction.getAll(...references);
    found.unshift(
      page.flatMap((doc) => (doc.exists ? movementsIn(decodeStored(InsightPack, doc.data()).bytes) : [])),
    );
    if ((found[0]?.[0]?.recordedAtMs ?? 0) < fromMs - SKEW_MS) break;
  }
  return found.flat();
}

async function readMoney(db: Firestore, transaction: Transaction, range: DayRange): Promise<MoneyDay> {
  const months = monthsOf(range).map((month) => insight(db, monthDocumentId('money', month)));
  const read = await transaction.getAll(...months);
  return sumDays('money', Object.assign({}, ...read.map((month) => daysIn('money', month))), range);
}

function unpacked(part: DocumentSnapshot): unknown {
  return part.exists ? unpack(decodeStored(InsightPack, part.data()).bytes) : [];
}

function byAccount<T extends { readonly accountId: string }>(all: readonly T[]): Map<string, T[]> {
  const accounts = new Map<string, T[]>();
  for (const one of all) {
    const known = accounts.get(one.accountId);
    if (known) known.push(one);
    else accounts.set(one.accountId, [one]);
  }
  return accounts;
}
