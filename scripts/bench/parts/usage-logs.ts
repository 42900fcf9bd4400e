import { randomInt, randomUUIDv7 } from 'node:crypto';
import {
  ACTIVITY_SHARDS,
  Activity,
  activityIdOf,
  collections,
  HOUR_MS,
  NOT_ENDED,
  type UsageRow,
} from '@firemeter/functions/contract';
import { type DocumentData, FieldValue, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { updateInsights } from '../../../functions/src/upkeep/insight/update-insights.ts';
import { packLog } from '../../../functions/src/upkeep/usage/pack-usage.ts';
import { append, readHead } from '../../../functions/src/upkeep/usage/usage-log.ts';
import { firestoreAt, writeAll } from '../arms/firestore.ts';
import { newRequest, priceMicros } from '../arms/request.ts';
import { atLeast, atMost, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { timed } from '../load.ts';
import { countingWire } from '../wire/wire.ts';

const accounts = Array.from({ length: 10_000 }, () => randomUUIDv7().replaceAll('-', '').slice(0, 28));
const million = 1_000_000;
/** For a million activities. */
const boundWrites = 4_000;
const boundMiB = 100;
/** What the job commits at once. */
const rowsPerCommit = 4_000;
/** The emulator looks through a whole collection for each query: a project for each shard stands in for an index. */
const perShard = 2_000;
const boundPerSecond = 2_000;
const mebibyte = 1024 ** 2;
const run = { traceId: 'bench', onCommit: async () => undefined };
const nowMs = Date.now();
const startMs = nowMs - 20 * HOUR_MS;

/** Facts about a million activities packed and added to the figures in one go, and activities found and packed by the job. */
export async function usageLogs({ lab, progress }: Bench): Promise<Part> {
  const activities = 10 * lab.size.verified;
  const share = activities / million;
  progress.note(`packing ${activities.toLocaleString('en')} activities`);
  const packed = await packAll(lab.address, activities);
  progress.note('finding and packing');
  const perSecond = await jobRate(lab.address);
  const value = (figure: number) => ({ Firemeter: figure });
  return {
    name: 'usage-logs',
    title: 'Facts about usage, packed for good',
    figures: [
      {
        what: `writes for ${activities.toLocaleString('en')} activities of 10,000 accounts, figures included`,
        unit: 'count',
        values: value(packed.writes),
        target: atMost(boundWrites * share, packed.writes, 'count'),
      },
      {
        what: 'what their logs and figures take in the store',
        unit: 'MiB',
        values: value(packed.bytes / mebibyte),
        target: atMost(boundMiB * share, packed.bytes / mebibyte, 'MiB'),
      },
      { what: 'bytes of an activity in a log', unit: 'bytes', values: value(packed.bytes / activities) },
      { what: 'activities packed', unit: 'per-second', values: value(activities / (packed.packMs / 1_000)) },
      {
        what: 'activities added to the figures',
        unit: 'per-second',
        values: value(activities / (packed.rollUpMs / 1_000)),
      },
      {
        what: 'activities found and packed by the job, ten shards at a time',
        unit: 'per-second',
        values: value(perSecond),
        target: atLeast(boundPerSecond, perSecond, 'per-second'),
      },
    ],
    notes: [
      `The job is measured on ten shards of ${perShard.toLocaleString('en')} activities at a time, each in a project of its own: the emulator has no indexes, and looks through all activities of a project for each query.`,
    ],
  };
}

async function packAll(address: string, activities: number) {
  await using wire = await countingWire(address);
  const db = firestoreAt(wire.address, 'demo-usage-logs');
  let packMs = 0;
  const perLog = activities / ACTIVITY_SHARDS;
  for (let shard = 0; shard < ACTIVITY_SHARDS; shard++) {
    for (let left = perLog; left > 0; left -= rowsPerCommit) {
      const rows = Array.from({ length: Math.min(left, rowsPerCommit) }, (_, n) =>
        newRow(1 - (left - n) / perLog),
      );
      packMs += await timed(async () => append(db, await readHead(db, String(shard)), { rows }));
    }
  }
  const rollUpMs = await timed(() =>
    updateInsights({ db, now: Date.now }, { run, untilMs: Date.now(), unreadable: 0 }),
  );
  const { writes } = await wire.counts();
  const bytes = await storedBytes(db);
  await db.terminate();
  return { writes, bytes, packMs, rollUpMs };
}

async function storedBytes(db: Firestore): Promise<number> {
  let bytes = 0;
  for (const name of [collections.usageLogs, collections.insights]) {
    for (const { id } of await db.collection(name).listDocuments()) {
      const packed = await db.collection(name).doc(id).get();
      bytes += (packed.get('bytes') as Buffer | undefined)?.length ?? 0;
    }
  }
  return bytes;
}

async function jobRate(address: string): Promise<number> {
  const catalogs = { current: () => never(), at: async () => ({ catalog: { operations: {} } }) as never };
  const shards = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);
  const projects = shards.map((shard) => firestoreAt(address, `demo-usage-shard-${shard}`));
  for (const shard of shards) await writeAll(projects[shard] as Firestore, endedActivities(shard));
  const tookMs = await timed(() =>
    Promise.all(
      shards.map((shard) => {
        const services = { db: projects[shard] as Firestore, catalogs, now: () => nowMs, settledAfterMs: 0 };
        return packLog(services, String(shard), run);
      }),
    ),
  );
  for (const db of projects) await db.terminate();
  return (ACTIVITY_SHARDS * perShard) / (tookMs / 1_000);
}

function never(): never {
  throw new Error('Nobody asks for the current prices');
}

function* endedActivities(shard: number): Generator<readonly [string, DocumentData]> {
  for (let index = 0; index < perShard; index++) {
    const { draft } = newRequest(accounts[index % accounts.length] ?? '');
    const activity: Activity = {
      ...draft,
      shard,
      ...NOT_ENDED,
      ...{ schemaVersion: 1, status: 'completed', drawn: [], delivered: null, leaseUntil: null },
      ...{ priceMicros, heldMicros: 0, capturedMicros: 0, costUsdMicros: 100, failure: null },
      ...{ deliveredLate: false, createdAt: nowMs, startedAt: nowMs, endedAt: nowMs, used: draft.quantity },
    };
    const stored = { ...z.encode(Activity, activity), recordedAt: FieldValue.serverTimestamp() };
    yield [`${collections.activities}/${activityIdOf(activity)}`, stored];
  }
}

/** @param share of the hours that have passed: a log is in the order of its recording */
function newRow(share: number): UsageRow {
  const accountId = accounts[randomInt(accounts.length)] ?? '';
  const isImage = randomInt(3) > 0;
  const recordedAtMs = startMs + Math.floor(share * 10 * HOUR_MS);
  const endedAtMs = recordedAtMs - randomInt(100);
  const startedAtMs = endedAtMs - randomInt(20_000);
  const createdAtMs = startedAtMs - randomInt(200);
  const used = isImage ? { images: 1 } : { inputTokens: randomInt(2_000), outputTokens: randomInt(2_000) };
  const capturedMicros = isImage ? 5_000_000 : randomInt(3_000_000);
  return {
    ...{ fact: 'ended', times: 1, accountId, uid: accountId, requestId: randomUUIDv7() },
    ...{ isGuest: false, isInternal: false },
    ...(isImage
      ? { operation: 'image', kind: 'image', model: 'nano-banana', provider: 'google' }
      : { operation: 'chat', kind: 'chat', model: 'gpt', provider: 'openai' }),
    ...{ runBy: 'server', status: 'completed', code: null, catalogVersion: 3, requested: used, used },
    ...{ priceMicros: 5_000_000, heldMicros: 5_000_000, capturedMicros, costUsdMicros: randomInt(40_000) },
    drawn: [{ lotId: `welcome-${accountId}`, source: 'welcome', micros: capturedMicros, unitValue: null }],
    ...{ createdAtMs, startedAtMs, endedAtMs, recordedAtMs },
  };
}
