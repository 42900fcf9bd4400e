import { safeDecodeStored } from '../documents/stored-document.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { AuditSeal, LedgerSeal, type SealFinding, type SealKey, type SealPin } from './seal-documents.ts';
import { type CheckSignature, keyIdOf, signatureCheckOf, vouchText } from './seal-keys.ts';
import {
  compareSealed,
  entryDigest,
  genesisHash,
  movedBy,
  type SealChain,
  type StoredFields,
  sealHash,
  signedText,
} from './seal-text.ts';
import { commitTexts, erasableTextNames, isErased, withCommitments } from './sealed-texts.ts';

/** More than clocks can differ or a commit can take. An entry that arrives later after its own time was planted. */
export const LATEST_ENTRY_MS = HOUR_MS;
/** A run that began before its key was replaced may still sign with it. */
const KEY_OVERLAP_MS = 10 * MINUTE_MS;
/** The most findings that are listed; the others are only counted. */
const MAX_FINDINGS = 100;

export interface StoredEntry {
  readonly id: string;
  readonly data: StoredFields;
}

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
  readonly salts?: ReadonlyMap<string, Readonly<Record<string, string>>>;
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

interface Link {
  readonly seal: LedgerSeal | AuditSeal;
  readonly hash: string;
  readonly isSigned: boolean;
}

interface Sealed {
  readonly number: number;
  readonly digest: string;
  readonly texts: Readonly<Record<string, string>> | null;
}

/**
 * Checks entries against the seals of their chain, and the seals against each other, against the published keys and
 * against earlier seals. Only reads and computes, so browsers and the server run the same code.
 */
export async function verifyChain(request: ChainRequest): Promise<ChainVerification> {
  const verifier = new ChainVerifier(request);
  await verifier.checkKeys();
  await verifier.checkSeals();
  verifier.checkPins();
  for await (const entry of request.entries) await verifier.checkEntry(entry);
  return verifier.conclude();
}

class ChainVerifier {
  readonly #request: ChainRequest;
  readonly #findings: SealFinding[] = [];
  /** By key id, in the order in which the keys were published; null: this browser can't check signatures. */
  readonly #checks = new Map<string, { order: number; check: CheckSignature | null; key: SealKey }>();
  #hasChecked = true;
  readonly #strangeKeys: string[] = [];
  readonly #links = new Map<number, Link>();
  #head: Link | null = null;
  readonly #sealed = new Map<string, Sealed>();
  readonly #seen = new Set<string>();
  /** Entries with another digest: by id, the actual digest. */
  readonly #changed = new Map<string, string>();
  readonly #moved = new Map<number, { balanceMicros: number; debtMicros: number }>();
  readonly #sum = { entries: 0, unsealed: 0, unsealedMicros: 0, erased: 0 };

  constructor(request: ChainRequest) {
    this.#request = request;
  }

  #found(kind: SealFinding['kind'], about: { number?: number; entryId?: string }): void {
    this.#findings.push({ kind, number: about.number ?? null, entryId: about.entryId ?? null });
  }

  async checkKeys(): Promise<void> {
    const { keys, seen } = this.#request;
    for (const [order, key] of keys.entries()) {
      if ((await keyIdOf(key.publicKey)) !== key.keyId) continue;
      this.#checks.set(key.keyId, { order, key, check: await this.#checkOf(key.publicKey) });
    }
    for (const { keyId, retiredAtMs } of seen.keys) {
      const now = this.#checks.get(keyId)?.key;
      const isBack = retiredAtMs !== null && now && (now.retiredAtMs ?? Infinity) > retiredAtMs;
      if (isBack) this.#found('old-key', {});
    }
    if (seen.keys.length > 0) await this.#checkNewKeys(new Set(seen.keys.map(({ keyId }) => keyId)));
  }

  async #checkOf(publicKey: string): Promise<CheckSignature | null> {
    try {
      return await signatureCheckOf(publicKey);
    } catch {
      this.#hasChecked = false;
      return null;
    }
  }

  /** Checks that each new key is vouched for by a key that is known by then. */
  async #checkNewKeys(known: Set<string>): Promise<void> {
    for (const { key } of this.#checks.values()) {
      if (known.has(key.keyId)) continue;
      const { vouchedBy, publicKey } = key;
      const voucher = vouchedBy && known.has(vouchedBy.keyId) ? this.#checks.get(vouchedBy.keyId) : undefined;
      const isVouched = await voucher?.check?.(vouchText(publicKey), vouchedBy?.signature ?? '');
      if (isVouched) known.add(key.keyId);
      else this.#strangeKeys.push(key.keyId);
    }
  }

  async checkSeals(): Promise<void> {
    const { chain } = this.#request;
    const byNumber = await this.#readSeals();
    const last = Math.max(0, ...byNumber.keys());
    let previous: Link | null = null;
    let newestKey = 0;
    let isExplained = false;
    for (let number = 1; number <= last; number++) {
      const link = this.#chosen(number, byNumber);
      if (!link) {
        this.#found('missing', { number });
        isExplained = true;
        continue;
      }
      const { seal } = link;
      const before = this.#findings.length;
      const expected: string | undefined = number === 1 ? await genesisHash(chain) : previous?.hash;
      const isOwn = !('accountId' in seal) || seal.accountId === chain.owner;
      if (!isOwn || (number === 1 && seal.previousHash !== expected))
        this.#found('swapped-account', { number });
      else if (!isInOrder(seal) || (previous && seal.sealedAt < previous.seal.sealedAt))
        this.#found('reordered', { number });
      else if (!link.isSigned) this.#found('unsigned', { number });
      else if (this.#isOld(seal, newestKey)) this.#found('old-key', { number });
      else if (!isExplained && seal.previousHash !== expected) this.#found('resealed', { number });
      newestKey = Math.max(newestKey, this.#checks.get(seal.keyId)?.order ?? 0);
      // The seals after a changed one can't match it.
      isExplained = this.#findings.length > before;
      this.#links.set(number, link);
      this.#noteEntries(seal);
      previous = link;
    }
    this.#head = previous;
  }

  async #readSeals(): Promise<Map<number, Link[]>> {
    const { chain, seals } = this.#request;
    const byNumber = new Map<number, Link[]>();
    for (const data of seals) {
      const read = safeDecodeStored(chain.kind === 'ledger' ? LedgerSeal : AuditSeal, data);
      if (!read.success) {
        this.#found('unsigned', typeof data.number === 'number' ? { number: data.number } : {});
        continue;
      }
      const seal = read.data;
      const check = this.#checks.get(seal.keyId);
      const text = signedText(chain, data);
      const isSigned = check !== undefined && (!check.check || (await check.check(text, seal.signature)));
      const link = { seal, hash: await sealHash(chain, data), isSigned };
      byNumber.set(seal.number, [...(byNumber.get(seal.number) ?? []), link]);
    }
    return byNumber;
  }

  /** Chooses among several seals with one number: the one that was seen before, or that the next one follows. */
  #chosen(number: number, byNumber: ReadonlyMap<number, readonly Link[]>): Link | undefined {
    const all = byNumber.get(number) ?? [];
    const signed = all.filter(({ isSigned }) => isSigned);
    if (new Set(signed.map(({ hash }) => hash)).size > 1) this.#found('fork', { number });
    else if (all.length > 1) this.#found('unsigned', { number });
    const pin = this.#request.seen.pins.find((one) => one.number === number);
    const next = byNumber.get(number + 1) ?? [];
    return (
      all.find(({ hash }) => hash === pin?.hash) ??
      signed.find(({ hash }) => next.some(({ seal }) => seal.previousHash === hash)) ??
      signed[0] ??
      all[0]
    );
  }

  #isOld({ keyId, sealedAt }: Link['seal'], newestKey: number): boolean {
    const known = this.#checks.get(keyId);
    if (!known) return false;
    const { retiredAtMs } = known.key;
    return known.order < newestKey || (retiredAtMs !== null && sealedAt > retiredAtMs + KEY_OVERLAP_MS);
  }

  #noteEntries({ number, entries }: Link['seal']): void {
    for (const entry of entries) {
      // Sealed twice; the first seal counts.
      if (this.#sealed.has(entry.id)) this.#found('added', { number, entryId: entry.id });
      else {
        const texts = 'texts' in entry ? entry.texts : null;
        this.#sealed.set(entry.id, { number, digest: entry.digest, texts });
      }
    }
  }

  /** Checks the chain against the seals that were seen before. */
  checkPins(): void {
    const last = this.#head?.seal.number ?? 0;
    const pins = this.#request.seen.pins.toSorted((a, b) => a.number - b.number);
    // The first mismatch is the cause, and the later ones follow from it.
    const broken = pins.find(({ number, hash }) => {
      const link = this.#links.get(number);
      return number > last || (link && link.hash !== hash);
    });
    const link = broken && this.#links.get(broken.number);
    if (broken && !link) this.#found('cut', { number: last + 1 });
    if (!broken || !link) return;
    const { number, previousHash } = broken;
    if (link.seal.previousHash !== previousHash) this.#found('resealed', { number });
    // Two signed seals follow the same one. An unsigned one has been reported already.
    else if (link.isSigned) this.#found('fork', { number });
  }

  async checkEntry({ id, data }: StoredEntry): Promise<void> {
    const { chain } = this.#request;
    if (this.#seen.has(id)) return;
    const sealed = this.#sealed.get(id);
    this.#seen.add(id);
    if (chain.kind === 'ledger' && data.accountId !== chain.owner) {
      this.#found('swapped-account', { entryId: id, ...(sealed && { number: sealed.number }) });
    } else if (!sealed) this.#noteUnsealed(id, data);
    else await this.#holdAgainst(sealed, { id, data });
  }

  #noteUnsealed(id: string, data: StoredFields): void {
    const head = this.#head;
    const atMs = timeOf(data.createdAt);
    // A seal covers everything that had arrived by then, and honest entries arrive within the hour.
    const isLate = head && (atMs === null || atMs + LATEST_ENTRY_MS < head.seal.sealedAt);
    if (isLate) this.#found('added', { entryId: id });
    else {
      this.#sum.unsealed++;
      this.#sum.unsealedMicros += movedBy(data).balanceMicros;
    }
  }

  async #holdAgainst({ number, digest, texts }: Sealed, { id, data }: StoredEntry): Promise<void> {
    const actual = texts ? await this.#digestWithTexts(texts, { id, data }) : await digestOrNone(data);
    if (actual !== digest) {
      this.#changed.set(id, actual);
      return;
    }
    this.#sum.entries++;
    const moved = movedBy(data);
    const sum = this.#moved.get(number) ?? { balanceMicros: 0, debtMicros: 0 };
    this.#moved.set(number, {
      balanceMicros: sum.balanceMicros + moved.balanceMicros,
      debtMicros: sum.debtMicros + moved.debtMicros,
    });
  }

  /**
   * Returns the digest of an entry with commitments for its texts. An erased text counts by its commitment, if the text
   * and its salt are gone.
   */
  async #digestWithTexts(texts: Sealed['texts'] & object, { id, data }: StoredEntry): Promise<string> {
    const made = await commitTexts(data, this.#request.salts?.get(id) ?? {});
    let erased = 0;
    for (const name of erasableTextNames) {
      if (made[name] !== undefined || !isErased(data, name)) continue;
      const sealedText = texts[name];
      if (sealedText !== undefined) made[name] = sealedText;
      erased++;
    }
    const digest = await digestOrNone(withCommitments(data, made));
    this.#sum.erased += erased;
    return digest;
  }

  conclude(): ChainVerification {
    this.#nameChanged();
    for (const [id, { number }] of this.#sealed) {
      if (!this.#seen.has(id)) this.#found('missing', { number, entryId: id });
    }
    const sums = this.#addUp();
    const head = this.#head;
    const [first] = this.#links.values();
    return {
      findings: this.#findings.toSorted(compareFindings).slice(0, MAX_FINDINGS),
      findingCount: this.#findings.length,
      seals: this.#links.size,
      ...this.#sum,
      ...sums,
      head: head ? { number: head.seal.number, hash: head.hash, previousHash: head.seal.previousHash } : null,
      hashes: new Map([...this.#links].map(([number, { hash }]) => [number, hash])),
      sealedAt: head?.seal.sealedAt ?? null,
      firstSealedAt: first?.seal.sealedAt ?? null,
      hasCheckedSignatures: this.#hasChecked,
      strangeKeys: this.#strangeKeys,
    };
  }

  /** Reports entries as swapped when their contents were sealed under each other's ids. */
  #nameChanged(): void {
    const changedSeals = new Set([...this.#changed.keys()].map((id) => this.#sealed.get(id)?.digest));
    for (const [id, digest] of this.#changed) {
      const number = this.#sealed.get(id)?.number;
      const about = { entryId: id, ...(number !== undefined && { number }) };
      this.#found(changedSeals.has(digest) ? 'reordered' : 'changed', about);
    }
  }

  #addUp(): { balanceMicros: number; debtMicros: number } {
    const isWhole = this.#findings.length === 0;
    let [balanceMicros, debtMicros, entryCount] = [0, 0, 0];
    for (const [number, { seal }] of this.#links) {
      const moved = this.#moved.get(number);
      balanceMicros += moved?.balanceMicros ?? 0;
      debtMicros += moved?.debtMicros ?? 0;
      entryCount += seal.entries.length;
      const isOff =
        seal.entryCount !== entryCount ||
        ('balanceMicros' in seal && (seal.balanceMicros !== balanceMicros || seal.debtMicros !== debtMicros));
      if (isWhole && isOff && this.#findings.length === 0) this.#found('balance-off', { number });
    }
    return { balanceMicros, debtMicros };
  }
}

/** Orders findings by seal. Those that concern no seal come last. */
function compareFindings(a: SealFinding, b: SealFinding): number {
  const last = Number.MAX_SAFE_INTEGER;
  return (a.number ?? last) - (b.number ?? last) || ((a.entryId ?? '') < (b.entryId ?? '') ? -1 : 1);
}

/** Returns the digest of an entry; an entry that has no canonical text was never sealed. */
function digestOrNone(data: StoredFields): Promise<string> {
  return entryDigest(data).catch(() => 'none');
}

function isInOrder({ entries }: Link['seal']): boolean {
  return entries.every((entry, index) => {
    const before = entries[index - 1];
    return before === undefined || compareSealed(before, entry) < 0;
  });
}

function timeOf(stored: unknown): number | null {
  if (stored instanceof Date) return stored.getTime();
  const { toMillis } = (stored ?? {}) as { toMillis?: () => number };
  return typeof toMillis === 'function' ? toMillis.call(stored) : null;
}
