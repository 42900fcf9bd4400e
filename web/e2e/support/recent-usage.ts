import {
  collections,
  DAY_MS,
  INSIGHT_HEAD,
  movementsDocumentId,
  packFigures,
} from '@firemeter/functions/contract';
import type { Store } from './store.ts';

const MICROS = 1_000_000;
/** The documents over which the states of accounts are spread. */
const PARTS = 64;

/** What somebody had when they bought, and how often they requested a picture since, for five credits each. */
export interface RecentUser {
  accountId: string;
  credits: number;
  requests: number;
}

/**
 * Puts a few days of usage into the packed documents that the effect of prices is computed from: everyone bought credits for ten cents
 * each ten days ago, and made pictures after that. A picture costs the provider four cents.
 */
export async function layOutUsage(store: Store, users: readonly RecentUser[]): Promise<void> {
  const throughMs = Date.now();
  const boughtAtMs = throughMs - 10 * DAY_MS;
  const rows = users.flatMap(({ accountId, requests }) =>
    Array.from({ length: requests }, (_, n) => toRow(accountId, boughtAtMs + (n + 1) * 3_600_000)),
  );
  const states = users.map(({ accountId, credits, requests }) => [
    accountId,
    {
      ...{ lots: {}, pending: {}, reversals: {}, hasPaid: true, capturedMicros: 0 },
      credits: {
        [lotOf(accountId)]: {
          ...{ source: 'purchase', grantedAtMs: boughtAtMs, expiresAtMs: null, emptiedAtMs: null },
          micros: (credits - 5 * requests) * MICROS,
          worth: { value: 10 * MICROS, micros: MICROS, currency: 'usd' },
        },
      },
    },
  ]);
  const movements = users.map(({ accountId, credits }) => ({
    ...{ accountId, kind: 'grant', atMs: boughtAtMs, recordedAtMs: boughtAtMs, into: lotOf(accountId) },
    amounts: [[lotOf(accountId), credits * MICROS]],
  }));
  const position = { packs: 1, lastRows: rows.length };
  const log = { schemaVersion: 1, log: '0', sequence: 0, format: 1, rows: rows.length };
  await store.replaceDocument(collections.usageLogs, '0-00000000', {
    ...log,
    bytes: await packRows(rows),
    lastEndedAt: new Date(throughMs),
  });
  // All accounts in one part: what other tests have left in any part would count too.
  for (let part = 0; part < PARTS; part++) {
    await put(store, `state-${String(part).padStart(2, '0')}`, part === 0 ? states : []);
  }
  await put(store, movementsDocumentId(0), movements);
  await store.replaceDocument(collections.insights, INSIGHT_HEAD, {
    ...{ schemaVersion: 1, timeZone: 'UTC', throughMs, rebuildingToMs: null, datedBeforeMs: 0 },
    ...{
      closed: [],
      logs: { 0: position },
      statesVersion: 2,
      lateFacts: 0,
      unreadable: 0,
      updatedAt: new Date(),
    },
    movements: { packs: 1, lastRows: movements.length, throughMs },
  });
}

const lotOf = (accountId: string) => `purchase-${accountId}`;

type Row = Record<string, unknown>;

function toRow(accountId: string, createdAtMs: number): Row {
  return {
    ...{ fact: 'ended', times: 1, accountId, uid: null, requestId: `request-${createdAtMs}` },
    ...{ isGuest: false, isInternal: false, operation: 'image', kind: 'image', model: 'nano-banana' },
    ...{ provider: 'google', runBy: 'server', status: 'completed', code: null, catalogVersion: 1 },
    ...{ requested: { images: 1 }, used: { images: 1 }, costUsdMicros: 40_000 },
    ...{ priceMicros: 5 * MICROS, heldMicros: 5 * MICROS, capturedMicros: 5 * MICROS },
    drawn: [{ lotId: lotOf(accountId), source: 'purchase', micros: 5 * MICROS, unitValue: null }],
    // Later times are kept as the time that has passed since.
    ...{ createdAtMs, startedAtMs: 100, endedAtMs: 2_000, recordedAtMs: 2_100 },
  };
}

function packRows(rows: readonly Row[]): Promise<Uint8Array> {
  const columns = Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((field) => [field, rows.map((row) => row[field])]),
  );
  return packFigures({ rows: rows.length, columns });
}

async function put(store: Store, id: string, value: unknown): Promise<void> {
  await store.replaceDocument(collections.insights, id, {
    schemaVersion: 1,
    bytes: await packFigures(value),
  });
}
