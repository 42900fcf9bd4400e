import { z } from 'zod';
import { Micros } from '../money/micros.ts';
import { ACTIVITY_SHARDS } from '../store/shard.ts';
import { openEnum, schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';
import { UnitValue } from './lot.ts';

/** Counts by unit, and texts such as a size. They may belong to kinds of work that this build doesn't know. */
const Counts = z.record(z.string(), z.union([z.int(), z.string()]));

/**
 * One fact about usage, kept for good. It refers to users only by id, and never contains an e-mail address, name, IP
 * address or prompt.
 */
export const UsageRow = z.strictObject({
  /** `ended`: an activity ended; `late`: it was delivered after it had expired; `rejected`: nothing was held. */
  fact: openEnum(['ended', 'late', 'rejected']),
  /** The number of facts it stands for: more than one only for rejections in a flood. */
  times: z.int().min(1),
  accountId: z.string(),
  /** The user who made the request. */
  uid: z.string(),
  /** With the account id, the id of its activity; null for a rejection. */
  requestId: z.string().nullable(),
  isGuest: z.boolean(),
  /** Whether a staff member made the request; null: not known. */
  isInternal: z.boolean().nullable(),
  operation: z.string().nullable(),
  kind: z.string().nullable(),
  model: z.string().nullable(),
  provider: z.string().nullable(),
  runBy: z.string().nullable(),
  status: z.string().nullable(),
  /** The code of the failure or rejection. */
  code: z.string().nullable(),
  catalogVersion: z.int(),
  requested: Counts,
  /** Null: unknown, for activities that earlier builds ended without a charge. */
  used: Counts.nullable(),
  priceMicros: Micros,
  heldMicros: Micros,
  capturedMicros: Micros,
  /** The provider's charge in micros of a US dollar; null: unknown. */
  costUsdMicros: z.int().min(0).nullable(),
  /** For captured credits: the lots, and the price of their credits. */
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
  /** The store's own time; null: unknown, for activities that earlier builds ended. A late fact has its own date. */
  recordedAtMs: TimeMs.nullable(),
});
export type UsageRow = z.infer<typeof UsageRow>;

/** The bytes of a document: a Buffer in the Admin SDK, and an object of its own in the browser's SDK. */
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

/** One log for each shard of the activities, and one for rejections. */
export const USAGE_LOGS = [
  'rejections',
  ...Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => `${shard}`),
];

/**
 * `usage_logs/{log-sequence}`: packed facts about usage. The last document of a log is filled up; the others never
 * change.
 */
export const UsageLog = z.strictObject({
  schemaVersion,
  log: z.string(),
  sequence: z.int().min(0),
  /** The format of the rows. A build adds no rows to a document in another format. */
  format: z.int(),
  rows: z.int().min(1),
  bytes: StoredBytes,
  /** When the latest of its activities ended. */
  lastEndedAt: Time,
});
export type UsageLog = z.infer<typeof UsageLog>;

/** A time from the store, exact to the microsecond, that is read and written back. */
const Instant = z.custom<{ toMillis(): number }>(
  (value) => typeof (value as { toMillis?: unknown } | null)?.toMillis === 'function',
);

/** The position reached, in the order of time and id; null: nothing yet. */
const LogCursor = z.strictObject({ at: Instant, id: z.string() }).nullable();
export type LogCursor = z.infer<typeof LogCursor>;

/** `usage_log_heads/{log}`: the progress of a log. Every commit to a log replaces the version that it has read. */
export const UsageLogHead = z.strictObject({
  schemaVersion,
  /** The number of documents, and the number of rows in the last one. */
  packs: z.int().min(0),
  lastRows: z.int().min(0),
  /** The last packed position, by the field that defines the order. */
  cursors: z.record(z.string(), LogCursor),
  /** Everything that ended before this is in the log, whichever build ended it. */
  completeThroughMs: TimeMs,
});
export type UsageLogHead = z.infer<typeof UsageLogHead>;
