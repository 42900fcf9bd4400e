import { encodeStored } from '../store/stored-document.ts';
import { AuditSeal, LedgerSeal } from './seal-documents.ts';
import type { SealSigner } from './seal-keys.ts';
import { genesisHash, type SealChain, type StoredFields, sealHash, signedText } from './seal-text.ts';

/** The last seal of a chain, as stored. */
export interface SealHead {
  readonly seal: LedgerSeal | AuditSeal;
  readonly data: StoredFields;
}

export interface ToSeal {
  /** In the order of `compareSealed`. */
  readonly entries: AuditSeal['entries'] | LedgerSeal['entries'];
  /** The sums of the entries. */
  readonly moved: { readonly balanceMicros: number; readonly debtMicros: number };
  readonly leftOut: number;
  readonly isOpening: boolean;
  readonly nowMs: number;
}

/** Makes the seal that follows another. @param request.storeVersion the schema version that the store was raised to */
export async function makeSeal(
  chain: SealChain,
  head: SealHead | null,
  {
    toSeal: { entries, moved, leftOut, isOpening, nowMs },
    signer,
    storeVersion,
  }: { readonly toSeal: ToSeal; readonly signer: SealSigner; readonly storeVersion: number },
): Promise<SealHead> {
  const before = head?.seal;
  const common = {
    schemaVersion: 1,
    number: (before?.number ?? 0) + 1,
    previousHash: head ? await sealHash(chain, head.data) : await genesisHash(chain),
    entries,
    entryCount: (before?.entryCount ?? 0) + entries.length,
    leftOut,
    isOpening,
    lastEntryAt: Math.max(...entries.map(({ atMs }) => atMs)),
    // Clocks differ, but the times of a chain never go back.
    sealedAt: Math.max(nowMs, before?.sealedAt ?? 0),
    keyId: signer.keyId,
    signature: '',
  };
  const sums = before && 'balanceMicros' in before ? before : { balanceMicros: 0, debtMicros: 0 };
  const seal = (
    chain.kind === 'audit'
      ? common
      : {
          ...common,
          accountId: chain.owner,
          balanceMicros: sums.balanceMicros + moved.balanceMicros,
          debtMicros: sums.debtMicros + moved.debtMicros,
        }
  ) as LedgerSeal | AuditSeal;
  const data = encodeStored(chain.kind === 'audit' ? AuditSeal : LedgerSeal, seal as never, storeVersion);
  const signature = await signer.sign(signedText(chain, data as unknown as StoredFields));
  return { seal: { ...seal, signature }, data: { ...data, signature } };
}
