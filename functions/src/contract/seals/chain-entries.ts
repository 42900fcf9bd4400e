import { HOUR_MS } from '../time.ts';
import type { Found } from './chain-keys.ts';
import type { Link } from './chain-links.ts';
import { entryDigest, movedBy, type SealChain, type StoredFields } from './seal-text.ts';
import { commitTexts, erasableTextNames, isErased, withCommitments } from './sealed-texts.ts';

/** More than clocks can differ or a commit can take. An entry that arrives later after its own time was planted. */
export const LATEST_ENTRY_MS = HOUR_MS;

export interface StoredEntry {
  readonly id: string;
  readonly data: StoredFields;
}

/** By id of an entry and name of a text: the salt with which the text was committed to. */
export type TextSalts = ReadonlyMap<string, Readonly<Record<string, string>>>;

interface Sealed {
  readonly number: number;
  readonly digest: string;
  readonly texts: Readonly<Record<string, string>> | null;
}

/** Checks the entries of a chain against its seals, one after the other, in any order. */
export class ChainEntries {
  readonly #about: { chain: SealChain; links: ReadonlyMap<number, Link>; salts: TextSalts };
  readonly #found: Found;
  readonly #sealed = new Map<string, Sealed>();
  readonly #seen = new Set<string>();
  /** Entries with another digest: by id, the actual digest. */
  readonly #changed = new Map<string, string>();
  readonly #moved = new Map<number, { balanceMicros: number; debtMicros: number }>();
  readonly sum = { entries: 0, unsealed: 0, unsealedMicros: 0, erased: 0 };

  constructor(about: { chain: SealChain; links: ReadonlyMap<number, Link>; salts: TextSalts }, found: Found) {
    this.#about = about;
    this.#found = found;
    for (const { seal } of about.links.values()) this.#noteSealed(seal);
  }

  #noteSealed({ number, entries }: Link['seal']): void {
    for (const entry of entries) {
      // Sealed twice; the first seal counts.
      if (this.#sealed.has(entry.id)) this.#found('added', { number, entryId: entry.id });
      else {
        const texts = 'texts' in entry ? entry.texts : null;
        this.#sealed.set(entry.id, { number, digest: entry.digest, texts });
      }
    }
  }

  async check({ id, data }: StoredEntry): Promise<void> {
    const { chain } = this.#about;
    if (this.#seen.has(id)) return;
    const sealed = this.#sealed.get(id);
    this.#seen.add(id);
    if (chain.kind === 'ledger' && data.accountId !== chain.owner) {
      this.#found('swapped-account', { entryId: id, ...(sealed && { number: sealed.number }) });
    } else if (!sealed) this.#noteUnsealed(id, data);
    else await this.#holdAgainst(sealed, { id, data });
  }

  #noteUnsealed(id: string, data: StoredFields): void {
    const sealedAt = lastOf(this.#about.links)?.seal.sealedAt;
    const atMs = timeOf(data.createdAt);
    // A seal covers everything that had arrived by then, and honest entries arrive within the hour.
    const isLate = sealedAt !== undefined && (atMs === null || atMs + LATEST_ENTRY_MS < sealedAt);
    if (isLate) this.#found('added', { entryId: id });
    else {
      this.sum.unsealed++;
      this.sum.unsealedMicros += movedBy(data).balanceMicros;
    }
  }

  async #holdAgainst({ number, digest, texts }: Sealed, { id, data }: StoredEntry): Promise<void> {
    const actual = texts ? await this.#digestWithTexts(texts, { id, data }) : await digestOrNone(data);
    if (actual !== digest) {
      this.#changed.set(id, actual);
      return;
    }
    this.sum.entries++;
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
    const made = await commitTexts(data, this.#about.salts.get(id) ?? {});
    let erased = 0;
    for (const name of erasableTextNames) {
      if (made[name] !== undefined || !isErased(data, name)) continue;
      const sealedText = texts[name];
      if (sealedText !== undefined) made[name] = sealedText;
      erased++;
    }
    const digest = await digestOrNone(withCommitments(data, made));
    this.sum.erased += erased;
    return digest;
  }

  /**
   * Reports what the entries lacked, once all were checked.
   * @returns the sums of the entries that match their seals
   */
  conclude(hasFindings: () => boolean): { balanceMicros: number; debtMicros: number } {
    this.#nameChanged();
    for (const [id, { number }] of this.#sealed) {
      if (!this.#seen.has(id)) this.#found('missing', { number, entryId: id });
    }
    return this.#addUp(hasFindings);
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

  #addUp(hasFindings: () => boolean): { balanceMicros: number; debtMicros: number } {
    let [balanceMicros, debtMicros, entryCount] = [0, 0, 0];
    for (const [number, { seal }] of this.#about.links) {
      const moved = this.#moved.get(number);
      balanceMicros += moved?.balanceMicros ?? 0;
      debtMicros += moved?.debtMicros ?? 0;
      entryCount += seal.entries.length;
      const isOff =
        seal.entryCount !== entryCount ||
        ('balanceMicros' in seal && (seal.balanceMicros !== balanceMicros || seal.debtMicros !== debtMicros));
      if (isOff && !hasFindings()) this.#found('balance-off', { number });
    }
    return { balanceMicros, debtMicros };
  }
}

/** Returns the digest of an entry; an entry that has no canonical text was never sealed. */
function digestOrNone(data: StoredFields): Promise<string> {
  return entryDigest(data).catch(() => 'none');
}

/** Returns the seal with the highest number. */
export function lastOf(links: ReadonlyMap<number, Link>): Link | null {
  return links.get(Math.max(...links.keys())) ?? null;
}

function timeOf(stored: unknown): number | null {
  if (stored instanceof Date) return stored.getTime();
  const { toMillis } = (stored ?? {}) as { toMillis?: () => number };
  return typeof toMillis === 'function' ? toMillis.call(stored) : null;
}
