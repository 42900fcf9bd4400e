import { canonicalText } from './canonical-text.ts';
import { digestOf } from './digest.ts';

/** A document as an SDK returns it: with every field that is stored, known to this build or not. */
export type StoredFields = Readonly<Record<string, unknown>>;

/** Which chain: that of an account's ledger, or the one of the audit log. */
export interface SealChain {
  readonly kind: 'ledger' | 'audit';
  readonly owner: string;
}

export function ledgerChain(accountId: string): SealChain {
  return { kind: 'ledger', owner: accountId };
}

export const auditChain: SealChain = { kind: 'audit', owner: 'audit' };

/** What the first seal of a chain follows: no seal of another chain can stand there. */
export function genesisHash({ kind, owner }: SealChain): Promise<string> {
  return digestOf('seal-genesis', canonicalText([kind, owner]));
}

/** What a seal's signature is over: all of it but the signature. */
export function signedText({ kind }: SealChain, { signature: _, ...fields }: StoredFields): string {
  return `firemeter-${kind}-seal-1\n${canonicalText(fields)}`;
}

/** What the next seal names a seal by. */
export function sealHash(chain: SealChain, seal: StoredFields): Promise<string> {
  return digestOf('seal', signedText(chain, seal));
}

/** The digest of an entry, without its id: so contents that were swapped are recognized. */
export function entryDigest(data: StoredFields): Promise<string> {
  return digestOf('entry', canonicalText(data));
}

/** What an entry adds to the balance and the debt of its account. What is no amount adds nothing. */
export function movedBy({ totalMicros, debtDeltaMicros }: StoredFields) {
  return { balanceMicros: integer(totalMicros), debtMicros: integer(debtDeltaMicros) };
}

function integer(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}

/** The order of entries in a seal. */
export function compareSealed(
  a: { readonly atMs: number; readonly id: string },
  b: { readonly atMs: number; readonly id: string },
): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
