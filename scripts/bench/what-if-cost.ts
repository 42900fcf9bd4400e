import { randomInt, randomUUIDv7 } from 'node:crypto';
import {
  ACTIVITY_SHARDS,
  builtInOperations,
  type Catalog,
  collections,
  DAY_MS,
  defaultCatalog,
  encodeStored,
  HOUR_MS,
  LedgerEntry,
  type LotDescriptor,
  type LotSource,
  type PublishedCatalog,
  SCHEMA_VERSION,
  type UsageRow,
} from '@firemeter/functions/contract';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { raiseStore } from '../../functions/src/platform/store/documents.ts';
import { previewPrices } from '../../functions/src/upkeep/insight/preview-prices.ts';
import { updateInsights } from '../../functions/src/upkeep/insight/update-insights.ts';
import { append, readHead } from '../../functions/src/upkeep/usage/usage-log.ts';
import { firestoreAt, writeAll } from './arms/firestore.ts';
import { timed } from './load.ts';
import { countingWire } from './wire/wire.ts';

const accountsPerThousand = 20;
const rowsPerCommit = 4_000;
const grantMicros = 50_000_000;
const packMicros = 500_000_000;
const run = { traceId: 'bench', onCommit: async () => undefined };

export interface WhatIfCost {
  readonly reads: number;
  readonly tookMs: number;
  readonly requests: number;
}

/** Stores what a busy month leaves behind, and measures what it costs to see the effect of doubled prices on it. */
export async function whatIfCost(
  address: string,
  { activities }: { activities: number },
): Promise<WhatIfCost> {
  await using wire = await countingWire(address);
  const projectId = `demo-what-if-${randomUUIDv7().slice(-8)}`;
  await store(firestoreAt(address, projectId), activities);
  const db = firestoreAt(wire.address, projectId);
  const published = { version: 1, catalog: defaultCatalog } as PublishedCatalog;
  const catalogs = { current: async () => published, at: async () => published };
  const call = previewPrices({
    ...{ db, catalogs, operations: builtInOperations },
    offersOf: () => null,
  });
  const { reads: before } = await wire.counts();
  let requests = 0;
  const tookMs = await timed(async () => {
    const answer = await call({ draft: doubled(defaultCatalog) }, undefined as never, () => undefined);
    requests = answer.requests;
  });
  const { reads: after } = await wire.counts();
  await db.terminate();
  return { reads: after - before, tookMs, requests };
}

function doubled(catalog: Catalog): Catalog {
  const draft = structuredClone(catalog);
  for (const { models } of Object.values(draft.operations)) {
    for (const { price } of Object.values(models)) {
      if (price.kind === 'per-token') price.outputMicrosPerThousand *= 2;
      else if (price.kind !== 'per-variant') price.micros *= 2;
    }
  }
  return draft;
}

async function store(db: Firestore, activities: number): Promise<void> {
  const nowMs = Date.now();
  await raiseStore(db, { version: SCHEMA_VERSION, cursor: null, nowMs });
  const startMs = nowMs - 29 * DAY_MS;
  const accounts = Array.from(
    { length: (activities / 1_000) * accountsPerThousand },
    (_, index) => `account${index}`,
  );
  await writeAll(db, grants(accounts, startMs));
  for (let shard = 0; shard < ACTIVITY_SHARDS; shard++) {
    let atMs = startMs;
    const stepMs = (28 * DAY_MS * ACTIVITY_SHARDS) / activities;
    for (let left = activities / ACTIVITY_SHARDS; left > 0; left -= rowsPerCommit) {
      const rows = Array.from({ length: Math.min(left, rowsPerCommit) }, () => {
        atMs += stepMs;
        return newRow(accounts[randomInt(accounts.length)] ?? '', Math.round(atMs));
      });
      await append(db, await readHead(db, String(shard)), { rows });
    }
  }
  await updateInsights({ db, now: Date.now }, { run, untilMs: nowMs, unreadable: 0 });
  await db.terminate();
}

/** Welcome credits and two packs for each account. */
function* grants(accounts: readonly string[], startMs: number): Generator<readonly [string, object]> {
  for (const accountId of accounts) {
    for (let nth = 0; nth < 3; nth++) {
      const createdAt = startMs - HOUR_MS + nth * 9 * DAY_MS + randomInt(HOUR_MS);
      const source: LotSource = nth === 0 ? 'welcome' : 'purchase';
      const lotId = `${source}-${nth}-${accountId}`;
      const amountMicros = nth === 0 ? grantMicros : packMicros;
      const unitValue = nth === 0 ? null : { cents: 1_000, perMicros: packMicros, currency: 'usd' };
      const lot: LotDescriptor = {
        ...{ lotId, source, grantedAtMs: createdAt, expiresAtMs: null, paymentId: null, unitValue },
      };
      const entry: LedgerEntry = {
        ...{ schemaVersion: 1, kind: 'grant', accountId, lot, reason: 'bench', traceId: 'bench' },
        amounts: [{ lotId, source, amountMicros }],
        ...{ totalMicros: amountMicros, debtDeltaMicros: 0, actor: { kind: 'system', uid: null } },
        ...{ createdAt, shard: randomInt(ACTIVITY_SHARDS), recordedAt: createdAt },
      };
      const stored = encodeStored(LedgerEntry, entry, SCHEMA_VERSION) as object;
      yield [
        `${collections.ledger}/grant-${lotId}`,
        { ...stored, recordedAt: Timestamp.fromMillis(createdAt) },
      ];
    }
  }
}

function newRow(accountId: string, createdAtMs: number): UsageRow {
  const isImage = randomInt(3) > 0;
  const tokens = { inputTokens: randomInt(2_000), outputTokens: randomInt(2_000) };
  const used = isImage ? { images: 1 } : tokens;
  const capturedMicros = isImage ? 5_000_000 : tokens.inputTokens * 1_000 + tokens.outputTokens * 1_000;
  const priceMicros = isImage ? capturedMicros : 5_000_000;
  const endedAtMs = createdAtMs + 1_000 + randomInt(20_000);
  return {
    ...{ fact: 'ended', times: 1, accountId, uid: accountId, requestId: randomUUIDv7() },
    ...{ isGuest: false, isInternal: false },
    ...(isImage
      ? { operation: 'image', kind: 'image', model: 'nano-banana', provider: 'google' }
      : { operation: 'chat', kind: 'chat', model: 'gpt-5-mini', provider: 'openai' }),
    ...{ runBy: 'server', status: 'completed', code: null, catalogVersion: 1, requested: used, used },
    ...{ priceMicros, heldMicros: priceMicros, capturedMicros, costUsdMicros: randomInt(40_000) },
    drawn: [{ lotId: `welcome-0-${accountId}`, source: 'welcome', micros: capturedMicros, unitValue: null }],
    ...{ createdAtMs, startedAtMs: createdAtMs + randomInt(200), endedAtMs },
    recordedAtMs: endedAtMs + randomInt(100),
  };
}
