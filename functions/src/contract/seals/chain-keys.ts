import { MINUTE_MS } from '../time.ts';
import type { SealFinding, SealKey } from './seal-documents.ts';
import { type CheckSignature, keyIdOf, signatureCheckOf, vouchText } from './seal-keys.ts';

/** A run that began before its key was replaced may still sign with it. */
const KEY_OVERLAP_MS = 10 * MINUTE_MS;

interface KnownKey {
  readonly order: number;
  /** Null: this browser can't check signatures. */
  readonly check: CheckSignature | null;
  readonly key: SealKey;
}

/** Reports a finding about a seal, an entry or neither. */
export type Found = (kind: SealFinding['kind'], about: { number?: number; entryId?: string }) => void;

/** The published keys of a chain, checked against each other and against those seen before. */
export interface ChainKeys {
  /** By key id, in the order in which the keys were published. */
  readonly known: ReadonlyMap<string, KnownKey>;
  readonly strangeKeys: readonly string[];
  readonly hasCheckedSignatures: boolean;
}

/** Reads the published keys, oldest first, and reports old ones that are back. */
export async function readChainKeys(
  { keys, seen }: { keys: readonly SealKey[]; seen: readonly SealKey[] },
  found: Found,
): Promise<ChainKeys> {
  const known = new Map<string, KnownKey>();
  for (const [order, key] of keys.entries()) {
    if ((await keyIdOf(key.publicKey)) !== key.keyId) continue;
    known.set(key.keyId, { order, key, check: await signatureCheckOf(key.publicKey).catch(() => null) });
  }
  for (const { keyId, retiredAtMs } of seen) {
    const now = known.get(keyId)?.key;
    const isBack = retiredAtMs !== null && now && (now.retiredAtMs ?? Infinity) > retiredAtMs;
    if (isBack) found('old-key', {});
  }
  return {
    known,
    strangeKeys: seen.length > 0 ? await strangeKeysOf(known, new Set(seen.map(({ keyId }) => keyId))) : [],
    hasCheckedSignatures: [...known.values()].every(({ check }) => check !== null),
  };
}

/** Returns the new keys for which no key vouches that is known by then. */
async function strangeKeysOf(known: ReadonlyMap<string, KnownKey>, trusted: Set<string>): Promise<string[]> {
  const strange: string[] = [];
  for (const { key } of known.values()) {
    if (trusted.has(key.keyId)) continue;
    const { vouchedBy, publicKey } = key;
    const voucher = vouchedBy && trusted.has(vouchedBy.keyId) ? known.get(vouchedBy.keyId) : undefined;
    const isVouched = await voucher?.check?.(vouchText(publicKey), vouchedBy?.signature ?? '');
    if (isVouched) trusted.add(key.keyId);
    else strange.push(key.keyId);
  }
  return strange;
}

/** Returns whether a seal was signed with a key that had been replaced. */
export function isSignedWithOld(
  { known }: ChainKeys,
  { keyId, sealedAt }: { keyId: string; sealedAt: number },
  newestKey: number,
): boolean {
  const signer = known.get(keyId);
  if (!signer) return false;
  const { retiredAtMs } = signer.key;
  return signer.order < newestKey || (retiredAtMs !== null && sealedAt > retiredAtMs + KEY_OVERLAP_MS);
}
