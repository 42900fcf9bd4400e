import { z } from 'zod';
import { SignedMicros } from '../micros.ts';
import { schemaVersion } from '../stored-document.ts';
import { Time, TimeMs } from '../time.ts';

export const SEAL_KEYS_CONFIG = 'seal-keys';
export const AUDIT_VERIFICATION_CONFIG = 'audit-verification';

/** A SHA-256, as `digestOf` writes it. */
const Digest = z.string().regex(/^[\w-]{43}$/);

/** An entry as a seal names it. */
const sealedEntry = {
  id: z.string(),
  /** Its own `createdAt`: a seal names its entries in the order of these, and of their ids. */
  atMs: z.int(),
  digest: Digest,
};

const seal = {
  schemaVersion,
  /** From 1, without gaps. */
  number: z.int().min(1),
  /** Of the seal before it; of the first one, what begins this chain and no other. */
  previousHash: Digest,
  /** How many entries it and all before it seal. */
  entryCount: z.int().min(1),
  /** Entries that were there and are not sealed, because they came too late to be honest. */
  leftOut: z.int().min(0),
  /** One of several that seal what was there before sealing began; the last of them says false. */
  isOpening: z.boolean(),
  /** The latest time of its entries: by it, the seals are found that may name an entry. */
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
  /** What all entries up to here add up to. */
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
        /** By field, the commitment to a text that may be erased. */
        texts: z.record(z.string(), Digest),
      }),
    )
    .min(1),
});
export type AuditSeal = z.infer<typeof AuditSeal>;

/** `audit_salts/{entryId}`: what is needed to check the texts of an entry. A salt goes when its text is erased. */
export const AuditSalts = z.strictObject({ schemaVersion, salts: z.record(z.string(), z.string()) });
export type AuditSalts = z.infer<typeof AuditSalts>;

/** A key that seals are signed with. */
export const SealKey = z.strictObject({
  keyId: z.string(),
  publicKey: z.string(),
  publishedAtMs: TimeMs,
  /** Since then another key signs; null: it is in use. */
  retiredAtMs: TimeMs.nullable(),
  /** The signature of the key before it; null: it was the first, or that one was lost. */
  vouchedBy: z.strictObject({ keyId: z.string(), signature: z.string() }).nullable(),
});
export type SealKey = z.infer<typeof SealKey>;

/** `system_config/seal-keys`: every key that ever signed a seal, oldest first. Everybody may read it. */
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

/** Something that is not as it was sealed. */
export const SealFinding = z.strictObject({
  kind: SealFindingKind,
  /** The seal it is about, or that named the entry. */
  number: z.int().nullable(),
  entryId: z.string().nullable(),
});
export type SealFinding = z.infer<typeof SealFinding>;

/** A seal that was seen, to hold later ones against. */
export const SealPin = z.strictObject({
  number: z.int().min(1),
  hash: Digest,
  previousHash: Digest,
});
export type SealPin = z.infer<typeof SealPin>;

/** `system_config/audit-verification`: what the last look at the sealed audit log found. */
export const AuditVerification = z.strictObject({
  schemaVersion,
  verifiedAt: Time,
  /** Until when entries are sealed; null: none is. */
  sealedAt: Time.nullable(),
  seals: z.int(),
  entries: z.int(),
  /** Texts that were erased. */
  erased: z.int(),
  unsealed: z.int(),
  findingCount: z.int(),
  /** The first of them. */
  findings: z.array(SealFinding),
  /** The last seal that was found right. */
  pin: SealPin.nullable(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
