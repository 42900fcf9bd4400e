import type { Timestamp } from 'firebase-admin/firestore';
import { type Account, decidedAt } from '../../contract/index.ts';
import type { Versioned } from '../../platform/store/documents.ts';

/**
 * Remembers an account as it was last read or committed. It is unknown, known, or known and fenced: a commit of unknown
 * outcome, made on the version that is known, may still land.
 */
export class AccountCache {
  /** Null: not there; undefined: unknown. */
  #stored: Versioned<Account> | null | undefined;
  /** The version that such a commit was made on; undefined: there is none. It is kept while the account is unknown. */
  #fence: Timestamp | null | undefined;
  #epoch = 0;

  /** Grows whenever what was known turns out to be old. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The account with its version; null: not there; undefined: it has to be read. */
  get stored(): Versioned<Account> | null | undefined {
    return this.#stored;
  }

  /**
   * Returns the account to decide on. Behind a fence it is changed, so that every commit gives it a new version: only
   * then a commit made on the version before cannot land any more.
   */
  get basis(): Account | null {
    const account = this.#stored?.value ?? null;
    return this.#fence === undefined ? account : moveOn(account);
  }

  /** Learns the account as it was read or committed. */
  learn(stored: Versioned<Account> | null): void {
    this.#stored = stored;
    this.checkFence();
  }

  /** Takes the fence down once the account has another version. */
  checkFence(): void {
    if (this.#stored === undefined || this.#fence === undefined) return;
    if (!this.isAt(this.#fence)) this.#fence = undefined;
  }

  /** Leaves the account to be read before the next decision. */
  forget(): void {
    this.#stored = undefined;
  }

  /** Forgets the account because it is not as it was known. What it rejected may now be decided otherwise. */
  invalidate(): void {
    this.#epoch++;
    this.forget();
  }

  /** Puts a fence at the newest version that a commit of unknown outcome was made on; those on older ones cannot land. */
  fence(version: Timestamp | null): void {
    const isOlder = this.#fence && (version === null || version < this.#fence);
    if (!isOlder) this.#fence = version;
  }

  isAt(version: Timestamp | null): boolean {
    return isSameVersion(this.#stored?.version ?? null, version);
  }

  /** Returns about how many bytes the account takes in memory. */
  get bytes(): number {
    const account = this.#stored?.value;
    if (!account) return 1_000;
    const times = Object.values(account.windows).reduce((sum, log) => sum + log.length, 0);
    return 2_000 + 400 * account.lots.length + 60 * account.searchPrefixes.length + 16 * times;
  }
}

/** Returns the same account, changed just enough for the store to give it a new version: a write without change would not. */
function moveOn(account: Account | null): Account | null {
  return account && { ...account, ...decidedAt(account, account.decidedAtMs + 1) };
}

/** Whether two versions of a document are the same; null: it is not there. */
export function isSameVersion(one: Timestamp | null, other: Timestamp | null): boolean {
  return one === other || (one !== null && other !== null && one.isEqual(other));
}
