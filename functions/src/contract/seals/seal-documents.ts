import { z } from 'zod';
import { SignedMicros } from '../money/micros.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';

export const SEAL_KEYS_CONFIG = 'seal-keys';
export const AUDIT_VERIFICATION_CONFIG = 'audit-verification';

/** A SHA-256, as `digestOf` returns it. */
const Digest = z.string().regex(/^[\w-]{43}$/);

/** An entry of a seal. */
const sealedEntry = {
  id: z.string(),
  /** The entry's `createdAt`. A seal orders its entries by it, and then by id. */
  atMs: z.int(),
  digest: Digest,
};

const seal = {
  schemaVersion,
  /** From 1, without gaps. */
  number: z.int().min(1),
  /** The hash of the previous seal; for the first seal, a hash that only this chain begins with. */
  previousHash: Digest,
  /** The number of entries that this seal and all before it seal. */
  entryCount: z.int().min(1),
  /** The number of entries that are not sealed because they arrived too late to be honest. */
  leftOut: z.int().min(0),
  /** One of several seals for the entries from before sealing began. False in the last of them. */
  isOpening: z.boolean(),
  /** The latest time of its entries, by which the seals are found that may contain an entry. */
  lastEntryAt: Time,
  sealedAt: Time,
  keyId: z.string(),
  /** Ed25519, over all other fields. */
  signature: z.string(),
};

/** `ledger_seals/{accountId-number}`: a link in the chain of an account. Written once. */
export const LedgerSeal = z.strictObject({
  ...seal,
  accountId: z.string(),
  entries: z.array(z.strictObject(sealedEntry)).min(1),
  /** The sums of all entries up to this seal. */
  balanceMicros: SignedMicros,
  debtMicros: SignedMicros,
});
export type LedgerSeal = z.infer<typeof LedgerSeal>;

/** `audit_seals/{number}`: a link in the chain of the audit log. Written once. */
export const AuditSeal = z.strictObject({
  ...seal,
  entries: z
    .array(
      z.strictObject({
        ...sealedEntry,
        /** The commitments to texts that may be erased, by field. */
        texts: z.record(z.string(), Digest),
      }),
    )
    .min(1),
});
export type AuditSeal = z.infer<typeof AuditSeal>;

/**
 * `audit_salts/{entryId}`: the salts that are needed to check the texts of an entry. A salt is deleted with its text.
 */
export const AuditSalts = z.strictObject({ schemaVersion, salts: z.record(z.string(), z.string()) });
export type AuditSalts = z.infer<typeof AuditSalts>;

/** A key that signs seals. */
export const SealKey = z.strictObject({
  keyId: z.string(),
  publicKey: z.string(),
  publishedAtMs: TimeMs,
  /** Since when another key signs; null: in use. */
  retiredAtMs: TimeMs.nullable(),
  /** The previous key's signature; null: there was no previous key, or it was lost. */
  vouchedBy: z.strictObject({ keyId: z.string(), signature: z.string() }).nullable(),
});
export type SealKey = z.infer<typeof SealKey>;

/** `system_config/seal-keys`: every key that ever signed a seal, oldest first. Everyone can read it. */
export const SealKeys = z.strictObject({ schemaVersion, keys: z.array(SealKey), updatedAt: Time });
export type SealKeys = z.infer<typeof SealKeys>;

export const SealFindingKind = z.enum([
  'changed',
  'missing',
  'reordered',
  'added',
  'resealed',
  'fork',
  'cut',
  'swapped-account',
  'old-key',
  'unsigned',
  'balance-off',
]);
export type SealFindingKind = z.infer<typeof SealFindingKind>;

/** A difference from the sealed entries. */
export const SealFinding = z.strictObject({
  kind: SealFindingKind,
  /** The seal that the finding concerns, or that contains the entry. */
  number: z.int().nullable(),
  entryId: z.string().nullable(),
});
export type SealFinding = z.infer<typeof SealFinding>;

/** A verified seal, against which later ones are checked. */
export const SealPin = z.strictObject({
  number: z.int().min(1),
  hash: Digest,
  previousHash: Digest,
});
export type SealPin = z.infer<typeof SealPin>;

/** `system_config/audit-verification`: the result of the last check of the audit log against its seals. */
export const AuditVerification = z.strictObject({
  schemaVersion,
  verifiedAt: Time,
  /** The time up to which entries are sealed; null: none are. */
  sealedAt: Time.nullable(),
  seals: z.int(),
  entries: z.int(),
  /** The number of erased texts. */
  erased: z.int(),
  unsealed: z.int(),
  findingCount: z.int(),
  /** The first findings. */
  findings: z.array(SealFinding),
  /** The last seal that was found right. */
  pin: SealPin.nullable(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
