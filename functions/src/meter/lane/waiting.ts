import type { Account, Activity, AppError, Document } from '../../contract/index.ts';
import type { Versioned } from '../../platform/store/documents.ts';
import type { Found } from '../../platform/store/store.ts';
import type { Member } from './plan-batch.ts';

/** The outcome of a command: the documents that the store holds now. */
export interface Outcome {
  readonly account: Account;
  readonly activity: Versioned<Activity> | null;
  /** False when an earlier call had decided it. */
  readonly isNew: boolean;
  /** The documents that this call wrote besides the account. */
  readonly writes: readonly Document[];
  /** The result that a reducer returned. */
  readonly result?: unknown;
}

/** A command on its way through the lane. */
export interface Waiting extends Member {
  found: Found;
  mustRead: boolean;
  /** The epoch of the last read since the command arrived. In that epoch it may be rejected. */
  readInEpoch: number | null;
  suspects: object | null;
  /** Null once it is answered. */
  answer: ((outcome: Outcome | AppError) => void) | null;
}

/** A commit that failed because a document had changed since it was read. */
export interface Conflict {
  readonly members: readonly Waiting[];
  /** The account before the commit; undefined: the commit would not have changed it. */
  readonly account: Versioned<Account> | null | undefined;
  readonly error: unknown;
}
