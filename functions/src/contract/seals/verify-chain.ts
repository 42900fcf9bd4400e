import { ChainEntries, lastOf, type StoredEntry, type TextSalts } from './chain-entries.ts';
import { type Found, readChainKeys } from './chain-keys.ts';
import { checkPins, checkSeals } from './chain-links.ts';
import type { SealFinding, SealKey, SealPin } from './seal-documents.ts';
import type { SealChain, StoredFields } from './seal-text.ts';

/** The most findings that are listed; the others are only counted. */
const MAX_FINDINGS = 100;

export interface ChainRequest {
  readonly chain: SealChain;
  /**
   * Every seal of the chain, in any order. Read them before the entries, because entries that arrive later aren't
   * sealed yet.
   */
  readonly seals: readonly StoredFields[];
  readonly entries: Iterable<StoredEntry> | AsyncIterable<StoredEntry>;
  /** The published keys, oldest first. */
  readonly keys: readonly SealKey[];
  /** Seals and keys that were found right earlier. */
  readonly seen: { readonly pins: readonly SealPin[]; readonly keys: readonly SealKey[] };
  /** For the audit log: the salts of its texts, by entry. */
  readonly salts?: TextSalts;
}

export interface ChainVerification {
  /** The first findings, in the order of their seals. */
  readonly findings: readonly SealFinding[];
  readonly findingCount: number;
  readonly seals: number;
  /** The number of entries that match their seals. */
  readonly entries: number;
  /** The sums of these entries. */
  readonly balanceMicros: number;
  readonly debtMicros: number;
  /** The number of entries that are too new to be sealed, and their sum. */
  readonly unsealed: number;
  readonly unsealedMicros: number;
  /** The number of erased texts. */
  readonly erased: number;
  /** The last seal, which can be pinned if nothing was found. */
  readonly head: SealPin | null;
  /** The hash of each seal, by number. */
  readonly hashes: ReadonlyMap<number, string>;
  readonly sealedAt: number | null;
  readonly firstSealedAt: number | null;
  /** False in a browser without Ed25519. */
  readonly hasCheckedSignatures: boolean;
  /** The ids of new keys for which no known key vouches. */
  readonly strangeKeys: readonly string[];
}

/**
 * Checks entries against the seals of their chain, and the seals against each other, against the published keys and
 * against earlier seals. Only reads and computes, so browsers and the server run the same code.
 */
export async function verifyChain(request: ChainRequest): Promise<ChainVerification> {
  const { chain, seen, seals, salts = new Map() } = request;
  const findings: SealFinding[] = [];
  const found: Found = (kind, { number = null, entryId = null }: Partial<SealFinding>) => {
    findings.push({ kind, number, entryId });
  };
  const keys = await readChainKeys({ keys: request.keys, seen: seen.keys }, found);
  const links = await checkSeals({ chain, seals, pins: seen.pins, keys }, found);
  const entries = new ChainEntries({ chain, links, salts }, found);
  checkPins({ links, pins: seen.pins }, found);
  for await (const entry of request.entries) await entries.check(entry);
  const sums = entries.conclude(() => findings.length > 0);
  const head = lastOf(links);
  const [first] = links.values();
  return {
    findings: findings.toSorted(compareFindings).slice(0, MAX_FINDINGS),
    findingCount: findings.length,
    seals: links.size,
    ...entries.sum,
    ...sums,
    head: head && { number: head.seal.number, hash: head.hash, previousHash: head.seal.previousHash },
    hashes: new Map([...links].map(([number, { hash }]) => [number, hash])),
    sealedAt: head?.seal.sealedAt ?? null,
    firstSealedAt: first?.seal.sealedAt ?? null,
    hasCheckedSignatures: keys.hasCheckedSignatures,
    strangeKeys: keys.strangeKeys,
  };
}

/** Orders findings by seal. Those that concern no seal come last. */
function compareFindings(a: SealFinding, b: SealFinding): number {
  const last = Number.MAX_SAFE_INTEGER;
  return (a.number ?? last) - (b.number ?? last) || ((a.entryId ?? '') < (b.entryId ?? '') ? -1 : 1);
}
