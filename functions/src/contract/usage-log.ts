import { z } from 'zod';
import { ACTIVITY_SHARDS, UnitValue } from './documents.ts';
import { Micros } from './micros.ts';
import { openEnum, schemaVersion } from './stored-document.ts';
import { Time, TimeMs } from './time.ts';

/** Counts by unit, and texts such as a size; of kinds of work that this build may not know. */
const Counts = z.record(z.string(), z.union([z.int(), z.string()]));

/**
 * One fact about usage, kept for good. It refers to people by id only: no e-mail address, name, network address or
 * prompt is ever part of it.
 */
export const UsageRow = z.strictObject({
  /** `ended`: an activity ended; `late`: it was delivered after it had expired; `rejected`: nothing was held for it. */
  fact: openEnum(['ended', 'late', 'rejected']),
  /** How many it stands for: more than one only of rejections under a flood. */
  times: z.int().min(1),
  accountId: z.string(),
  /** Who requested it. */
  uid: z.string(),
  /** With the uid, the id of its activity; null of what was rejected. */
  requestId: z.string().nullable(),
  isGuest: z.boolean(),
  operation: z.string().nullable(),
  kind: z.string().nullable(),
  model: z.string().nullable(),
  provider: z.string().nullable(),
  runBy: z.string().nullable(),
  status: z.string().nullable(),
  /** Of the failure or of the rejection. */
  code: z.string().nullable(),
  catalogVersion: z.int(),
  requested: Counts,
  /** Null: not known, as of what earlier builds ended without charging for it. */
  used: Counts.nullable(),
  priceMicros: Micros,
  heldMicros: Micros,
  capturedMicros: Micros,
  /** What its provider bills in micros of a US dollar; null: not known. */
  costUsdMicros: z.int().min(0).nullable(),
  /** Of what was captured: from which lot, and what a credit of that lot was paid with. */
  drawn: z.array(
    z.strictObject({
      lotId: z.string(),
      source: z.string(),
      micros: Micros,
      unitValue: UnitValue.nullable(),
    }),
  ),
  createdAtMs: TimeMs,
  startedAtMs: TimeMs.nullable(),
  endedAtMs: TimeMs,
  /** When the store took it; null: not known, of what earlier builds ended. A late fact keeps its own date beside this. */
  recordedAtMs: TimeMs.nullable(),
});
export type UsageRow = z.infer<typeof UsageRow>;

/** Bytes of a document: a Buffer for the Admin SDK, an object of its own for the browser's. */
export const StoredBytes = z.codec(
  z.custom<Uint8Array | { toUint8Array(): Uint8Array }>(
    (value) =>
      value instanceof Uint8Array ||
      typeof (value as { toUint8Array?: unknown } | null)?.toUint8Array === 'function',
  ),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  {
    decode: (stored) => (stored instanceof Uint8Array ? stored : stored.toUint8Array()),
    encode: (bytes) => bytes,
  },
);

/** A log for each shard of the activities, and one for rejections. */
export const USAGE_LOGS = [
  'rejections',
  ...Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => `${shard}`),
];

/** `usage_logs/{log-sequence}`: facts about usage, packed. The last of a log is filled up; the others never change. */
export const UsageLog = z.strictObject({
  schemaVersion,
  log: z.string(),
  sequence: z.int().min(0),
  /** How the rows are packed: a build adds none to a document packed in another way. */
  format: z.int(),
  rows: z.int().min(1),
  bytes: StoredBytes,
  /** When the latest of its activities ended. */
  lastEndedAt: Time,
});
export type UsageLog = z.infer<typeof UsageLog>;

/** A time of the store's own, to the microsecond, as it is read and written back. */
const Instant = z.custom<{ toMillis(): number }>(
  (value) => typeof (value as { toMillis?: unknown } | null)?.toMillis === 'function',
);

/** How far something was read in the order of a time and an id; null: nothing yet. */
const LogCursor = z.strictObject({ at: Instant, id: z.string() }).nullable();
export type LogCursor = z.infer<typeof LogCursor>;

/** `usage_log_heads/{log}`: how far a log has come. Every commit to a log writes it over what it was. */
export const UsageLogHead = z.strictObject({
  schemaVersion,
  /** How many documents the log has, and how many rows are in the last one. */
  packs: z.int().min(0),
  lastRows: z.int().min(0),
  /** By the field that orders them: what was packed last. */
  cursors: z.record(z.string(), LogCursor),
  /** Everything that ended before this is in the log, whichever build ended it. */
  completeThroughMs: TimeMs,
});
export type UsageLogHead = z.infer<typeof UsageLogHead>;

/** What was used, added up. `costUsdMicros` is what the providers ask for it. */
export const UsageFigures = z.strictObject({
  completed: z.int(),
  failed: z.int(),
  expired: z.int(),
  /** Of all of them, those that guests paid for with a turn. */
  guests: z.int(),
  capturedMicros: z.int(),
  costUsdMicros: z.int(),
  /** Of the completed, from their start to their end. */
  tookMs: z.int(),
});
export type UsageFigures = z.infer<typeof UsageFigures>;

const Figures = z.record(z.string(), UsageFigures);
const Amounts = z.record(z.string(), z.int());

const usageByPlace = {
  operations: Figures,
  /** By `operation/model`. */
  models: Figures,
  /** Where the credits came from, in micros. */
  sources: Amounts,
  /** How often by which error code. */
  failures: Amounts,
};

/** `usage_rollups/{2026-01-31 or 2026-01}`: what ended on a day or in a month of UTC, computed from `usage_logs`. */
export const UsageRollUp = z.strictObject({
  schemaVersion,
  period: z.string(),
  ...UsageFigures.shape,
  /** `00` to `23`; empty in a month. */
  hours: Figures,
  providers: Figures,
  ...usageByPlace,
  /** How often by which error code; no part of the other figures. */
  rejections: Amounts,
});
export type UsageRollUp = z.infer<typeof UsageRollUp>;

/** The lifetime totals of one account. */
export const AccountTotals = z.strictObject({ ...UsageFigures.shape, ...usageByPlace });
export type AccountTotals = z.infer<typeof AccountTotals>;

/** `account_rollups/{part}`: the lifetime totals of a part of the accounts, computed from `usage_logs` and packed. */
export const AccountRollUps = z.strictObject({ schemaVersion, accounts: z.int().min(0), bytes: StoredBytes });
export type AccountRollUps = z.infer<typeof AccountRollUps>;

/** `usage_log_heads/roll-ups`: which rows of each log the roll-ups are computed from. */
export const RollUpHead = z.strictObject({
  schemaVersion,
  through: z.record(z.string(), z.strictObject({ packs: z.int().min(0), lastRows: z.int().min(0) })),
});
export type RollUpHead = z.infer<typeof RollUpHead>;
