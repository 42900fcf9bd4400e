import { z } from 'zod';
import { Micros, SignedMicros } from '../money/micros.ts';
import { Shard } from '../store/shard.ts';
import { optionalSince, schemaVersion, since } from '../store/stored-document.ts';
import { Time } from '../time.ts';
import { Usage } from './activity.ts';
import { LotDescriptor, LotSource } from './lot.ts';

/** The user or system that moved the credits. */
export const Actor = z.strictObject({
  kind: z.enum(['person', 'admin', 'system']),
  uid: z.string().nullable(),
});
export type Actor = z.infer<typeof Actor>;

const movement = {
  schemaVersion,
  accountId: z.string(),
  /** The amounts added (positive) or removed (negative), per lot. */
  amounts: z.array(z.strictObject({ lotId: z.string(), source: LotSource, amountMicros: SignedMicros })),
  totalMicros: SignedMicros,
  debtDeltaMicros: SignedMicros,
  actor: Actor,
  traceId: z.string(),
  createdAt: Time,
  /** The account's shard, by which entries are found for sealing. Absent in older entries. */
  shard: since(3, Shard).optional(),
  /** When the store recorded it, by its own clock, which orders entries for figures. Usage is read from its logs. */
  recordedAt: since(3, Time).optional(),
};

/**
 * `credit_logs/{entryId}`: one immutable entry for each movement of credits in or out. The id is derived from the cause
 * (`usage-…`, `grant-…`), so a cause can move credits only once.
 */
export const LedgerEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    ...movement,
    kind: z.literal('usage'),
    activityId: z.string(),
    uid: z.string(),
    operation: z.string(),
    model: z.string(),
    /** The quantity used, possibly less than the quantity held. */
    ...Usage.shape,
    catalogVersion: z.int(),
    priceMicros: Micros,
    /** The outcome of the work. Absent: an earlier build charged it. */
    status: optionalSince(3, z.enum(['completed', 'failed', 'expired'])),
  }),
  z.strictObject({ ...movement, kind: z.literal('grant'), lot: LotDescriptor, reason: z.string() }),
  z.strictObject({ ...movement, kind: z.literal('revoke'), reason: z.string() }),
  z.strictObject({ ...movement, kind: z.literal('lapse') }),
  z.strictObject({ ...movement, kind: z.literal('repay') }),
]);
export type LedgerEntry = z.infer<typeof LedgerEntry>;
