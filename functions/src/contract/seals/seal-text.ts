import { canonicalText } from './canonical-text.ts';
import { digestOf } from './digest.ts';

/** A document as an SDK returns it, with every stored field, known to this build or not. */
export type StoredFields = Readonly<Record<string, unknown>>;

/** A chain: that of an account's ledger, or that of the audit log. */
export interface SealChain {
  readonly kind: 'ledger' | 'audit';
  readonly owner: string;
}

export function ledgerChain(accountId: string): SealChain {
  return { kind: 'ledger', owner: accountId };
}

export const auditChain: SealChain = { kind: 'audit', owner: 'audit' };

/**
 * Returns the hash that the first seal of a chain follows. It differs in each chain, so seals can't move between
 * chains.
 */
export function genesisHash({ kind, owner }: SealChain): Promise<string> {
  return digestOf('seal-genesis', canonicalText([kind, owner]));
}

/** Returns the text that a seal's signature covers: all fields except the signature. */
export function signedText({ kind }: SealChain, { signature: _, ...fields }: StoredFields): string {
  return `firemeter-${kind}-seal-1\n${canonicalText(fields)}`;
}

/** Returns the hash by which the next seal refers to a seal. */
export function sealHash(chain: SealChain, seal: StoredFields): Promise<string> {
  return digestOf('seal', signedText(chain, seal));
}

/** Returns the digest of an entry without its id, so that swapped contents are recognized. */
export function entryDigest(data: StoredFields): Promise<string> {
  return digestOf('entry', canonicalText(data));
}

/** Returns an entry's effect on its account's balance and debt. Anything that isn't an amount adds nothing. */
export function movedBy({ totalMicros, debtDeltaMicros }: StoredFields) {
  return { balanceMicros: integer(totalMicros), debtMicros: integer(debtDeltaMicros) };
}

function integer(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}

/** Orders the entries of a seal. */
export function compareSealed(
  a: { readonly atMs: number; readonly id: string },
  b: { readonly atMs: number; readonly id: string },
): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
