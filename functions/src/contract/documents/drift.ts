import { z } from 'zod';
import { DriftCause } from '../health/drift-cause.ts';
import { SignedMicros } from '../money/micros.ts';
import { schemaVersion, since } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';
import { LotDescriptor } from './lot.ts';

/** The kinds of drifts in the books of an account. */
export const DriftKind = z.enum([
  'account-missing',
  'activity-foreign',
  'activity-misnamed',
  'cap-use-off',
  'capture-over-hold',
  'credits-off',
  'debt-off',
  'end-wrong',
  'entry-impossible',
  'entry-misnamed',
  'entry-unbalanced',
  'failure-wrong',
  'grant-doubled',
  'hold-over-price',
  'hold-stuck',
  'hold-undrawn',
  'lapse-mark-wrong',
  'lease-wrong',
  'limit-passed',
  'lot-changed',
  'lot-doubled',
  'lot-empty',
  'lot-negative',
  'lot-out-of-order',
  'lot-overdue',
  'lot-unknown',
  'not-verified',
  'result-missing',
  'result-orphan',
  'unreadable',
  'usage-missing',
  'usage-of-another-lot',
  'usage-of-nothing',
  'usage-off',
  'usage-undue',
]);
export type DriftKind = z.infer<typeof DriftKind>;

/** One drift, with an explanation as far as there is one. */
export const Drift = z.strictObject({
  kind: DriftKind,
  accountId: z.string(),
  /** The document in which it was found, or a lot. */
  subject: z.string(),
  /** The amount by which the actual amount exceeds the expected one; null if no amount is wrong. */
  offByMicros: SignedMicros.nullable(),
  /** In English, from earlier builds; empty since. */
  cause: z.string(),
  why: since(3, DriftCause),
});
export type Drift = z.infer<typeof Drift>;

/** `ledger_reports/{pass-part}`: the verifier's findings in a part of the accounts, and where it continues. */
export const LedgerReport = z.strictObject({
  schemaVersion,
  /** Shared by all parts of one pass over all accounts. */
  pass: z.string(),
  /** A shard of the accounts, or the documents that belong to no account. */
  part: z.string(),
  /** The last account that was verified. */
  cursor: z.string().nullable(),
  accounts: z.int(),
  activities: z.int(),
  entries: z.int(),
  driftCount: z.int(),
  /** The first drifts. */
  drifts: z.array(Drift),
  startedAt: Time,
  endedAt: Time.nullable(),
});
export type LedgerReport = z.infer<typeof LedgerReport>;

/** `ledger_checkpoints/{accountId}`: the verified sums of an account's ledger before a time. */
export const LedgerCheckpoint = z.strictObject({
  schemaVersion,
  throughMs: TimeMs,
  /** The lots that had credits then, with the sums of their entries. */
  lots: z.array(z.strictObject({ lot: LotDescriptor, micros: SignedMicros })),
  debtMicros: SignedMicros,
});
export type LedgerCheckpoint = z.infer<typeof LedgerCheckpoint>;
