import type { Timestamp } from 'firebase-admin/firestore';
import {
  type Account,
  type Activity,
  AppError,
  type Document,
  internalError,
  isCancelled,
} from '../../contract/index.ts';
import type { Versioned } from '../../platform/store/documents.ts';
import { type Found, find, pathOf } from '../../platform/store/store.ts';
import type { Command, Decision } from '../commands.ts';
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

/** Returns the answer to a member once its commit has landed. */
export function toAnswer(
  { subject, found }: Waiting,
  decision: Decision,
  { account, versions }: { account: Account | null; versions: ReadonlyMap<string, Timestamp> },
): Outcome | AppError {
  if (decision instanceof AppError) return decision;
  if (!account) return internalError(new Error('The account is gone'));
  const { result } = decision;
  if (decision.kind === 'noop') {
    const activity = subject?.kind === 'activity' ? find(found, subject) : null;
    return { account, activity, isNew: false, writes: [], result };
  }
  const { writes } = decision;
  const written = writes.find((one) => one.kind === 'activity');
  const version = written && versions.get(pathOf(written));
  return {
    account,
    activity: version ? { value: written.value, version } : null,
    isNew: true,
    writes,
    result,
  };
}

/**
 * Whether a command leaves the account alone, so that it need not wait: an update that holds no more, or a capture of
 * the whole hold.
 */
export function leavesAccountAlone(command: Command, activity: Activity): boolean {
  if (command.kind === 'update') {
    return command.change.kind !== 'report' || command.change.holdMicros <= activity.heldMicros;
  }
  if (command.kind !== 'settle' || command.ending.kind !== 'worked' || isCancelled(activity)) return false;
  if (activity.guestAddress !== null && command.ending.status !== 'completed') return false;
  const { heldMicros, priceMicros } = activity;
  return heldMicros === 0 || Math.min(command.ending.captureMicros, priceMicros) === heldMicros;
}

/** A commit that failed because a document had changed since it was read. */
export interface Conflict {
  readonly members: readonly Waiting[];
  /** The account before the commit; undefined: the commit would not have changed it. */
  readonly account: Versioned<Account> | null | undefined;
  readonly error: unknown;
}
