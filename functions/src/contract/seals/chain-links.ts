import { safeDecodeStored } from '../store/stored-document.ts';
import { type ChainKeys, type Found, isSignedWithOld } from './chain-keys.ts';
import { AuditSeal, LedgerSeal, type SealPin } from './seal-documents.ts';
import {
  compareSealed,
  genesisHash,
  type SealChain,
  type StoredFields,
  sealHash,
  signedText,
} from './seal-text.ts';

/** A seal of a chain. */
export interface Link {
  readonly seal: LedgerSeal | AuditSeal;
  readonly hash: string;
  readonly isSigned: boolean;
}

interface LinksRequest {
  readonly chain: SealChain;
  readonly seals: readonly StoredFields[];
  readonly pins: readonly SealPin[];
  readonly keys: ChainKeys;
}

/** Checks the seals of a chain against each other, the keys and the seals seen before. Returns them by number. */
export async function checkSeals(request: LinksRequest, found: Found): Promise<ReadonlyMap<number, Link>> {
  const { chain, keys, pins } = request;
  const byNumber = await readSeals(request, found);
  const last = Math.max(0, ...byNumber.keys());
  const links = new Map<number, Link>();
  let previous: Link | null = null;
  let newestKey = 0;
  let isExplained = false;
  for (let number = 1; number <= last; number++) {
    const link = choose(number, { byNumber, pins }, found);
    if (!link) {
      found('missing', { number });
      isExplained = true;
      continue;
    }
    const { seal } = link;
    let hasFound = false;
    const report: Found = (...finding) => {
      hasFound = true;
      found(...finding);
    };
    const expected: string | undefined = number === 1 ? await genesisHash(chain) : previous?.hash;
    const isOwn = !('accountId' in seal) || seal.accountId === chain.owner;
    if (!isOwn || (number === 1 && seal.previousHash !== expected)) report('swapped-account', { number });
    else if (!isInOrder(seal) || (previous && seal.sealedAt < previous.seal.sealedAt))
      report('reordered', { number });
    else if (!link.isSigned) report('unsigned', { number });
    else if (isSignedWithOld(keys, seal, newestKey)) report('old-key', { number });
    else if (!isExplained && seal.previousHash !== expected) report('resealed', { number });
    newestKey = Math.max(newestKey, keys.known.get(seal.keyId)?.order ?? 0);
    // The seals after a changed one can't match it.
    isExplained = hasFound;
    links.set(number, link);
    previous = link;
  }
  return links;
}

async function readSeals({ chain, seals, keys }: LinksRequest, found: Found): Promise<Map<number, Link[]>> {
  const byNumber = new Map<number, Link[]>();
  for (const data of seals) {
    const read = safeDecodeStored(chain.kind === 'ledger' ? LedgerSeal : AuditSeal, data);
    if (!read.success) {
      found('unsigned', typeof data.number === 'number' ? { number: data.number } : {});
      continue;
    }
    const seal = read.data;
    const signer = keys.known.get(seal.keyId);
    const text = signedText(chain, data);
    const isSigned = signer !== undefined && (!signer.check || (await signer.check(text, seal.signature)));
    const link = { seal, hash: await sealHash(chain, data), isSigned };
    byNumber.set(seal.number, [...(byNumber.get(seal.number) ?? []), link]);
  }
  return byNumber;
}

/** Chooses among several seals with one number: the one that was seen before, or that the next one follows. */
function choose(
  number: number,
  { byNumber, pins }: { byNumber: ReadonlyMap<number, readonly Link[]>; pins: readonly SealPin[] },
  found: Found,
): Link | undefined {
  const all = byNumber.get(number) ?? [];
  const signed = all.filter(({ isSigned }) => isSigned);
  if (new Set(signed.map(({ hash }) => hash)).size > 1) found('fork', { number });
  else if (all.length > 1) found('unsigned', { number });
  const pin = pins.find((one) => one.number === number);
  const next = byNumber.get(number + 1) ?? [];
  return (
    all.find(({ hash }) => hash === pin?.hash) ??
    signed.find(({ hash }) => next.some(({ seal }) => seal.previousHash === hash)) ??
    signed[0] ??
    all[0]
  );
}

/** Checks the chain against the seals that were seen before. */
export function checkPins(
  { links, pins }: { links: ReadonlyMap<number, Link>; pins: readonly SealPin[] },
  found: Found,
): void {
  const last = Math.max(0, ...links.keys());
  // The first mismatch is the cause, and the later ones follow from it.
  const broken = pins
    .toSorted((a, b) => a.number - b.number)
    .find(({ number, hash }) => {
      const link = links.get(number);
      return number > last || (link && link.hash !== hash);
    });
  const link = broken && links.get(broken.number);
  if (broken && !link) found('cut', { number: last + 1 });
  if (!broken || !link) return;
  const { number, previousHash } = broken;
  if (link.seal.previousHash !== previousHash) found('resealed', { number });
  // Two signed seals follow the same one. An unsigned one has been reported already.
  else if (link.isSigned) found('fork', { number });
}

function isInOrder({ entries }: Link['seal']): boolean {
  return entries.every((entry, index) => {
    const before = entries[index - 1];
    return before === undefined || compareSealed(before, entry) < 0;
  });
}
