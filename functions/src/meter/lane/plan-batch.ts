import type { Timestamp } from 'firebase-admin/firestore';
import { type Account, AppError, internalError, type Key } from '../../contract/index.ts';
import {
  type EncodedWrite,
  encodeWrite,
  type Found,
  find,
  pathOf,
  type Write,
} from '../../platform/store/store.ts';
import { assertBalanced } from '../assert-balanced.ts';
import {
  type Applied,
  type Command,
  type Decision,
  type Known,
  NOTHING_KNOWN,
  type Reducers,
  type SideDocuments,
  type Subject,
} from '../commands.ts';
import { decide } from '../decide.ts';
import type { Outcome } from './waiting.ts';

/** The most bytes of documents in a commit, without the account: Firestore takes 10 MiB in all. */
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/** A command with the documents it needs. */
export interface Member {
  readonly command: Command;
  readonly subject: Subject | null;
  /** The subject and the side documents. Others write these too, so they are never cached. */
  readonly keys: readonly Key<Subject['kind'] | keyof SideDocuments>[];
  /** The documents as they were last read, or as the caller has them. Those not read are assumed absent. */
  readonly found: Found;
}

/** The plan of a commit: the documents to write and the decision on each member. */
export interface Plan<M extends Member> {
  readonly account: Account | null;
  /** Everything but the account. */
  readonly writes: readonly EncodedWrite[];
  readonly decided: readonly { readonly member: M; readonly decision: Decision }[];
  /** The members that did not fit into the commit. */
  readonly left: readonly M[];
}

type Basis = Pick<Known, 'accountId' | 'account'> & { readonly nowMs: number; readonly reducers: Reducers };

/** Decides each member on the account that those before it leave, as many as fit into one commit. */
export function planBatch<M extends Member>(
  batch: readonly M[],
  { isFresh, ...from }: Basis & { isFresh(member: M): boolean },
): Plan<M> {
  const writes: EncodedWrite[] = [];
  /** Changed side documents by path. */
  const sideWrites = new Map<string, EncodedWrite>();
  const decided: { member: M; decision: Decision }[] = [];
  let { account } = from;
  let bytes = 0;
  for (const [index, member] of batch.entries()) {
    const { decision, writes: own } = decideAlone(member, { ...from, account }, sideWrites);
    const ownBytes = sumBytes(own);
    if (bytes > 0 && bytes + ownBytes > MAX_BATCH_BYTES) {
      return { account, writes: [...writes, ...sideWrites.values()], decided, left: batch.slice(index) };
    }
    bytes += ownBytes;
    decided.push({ member, decision });
    if (!takesEffect(decision, isFresh(member))) continue;
    account = decision.account;
    for (const write of own) {
      const key = findKey(member, write);
      if (key && key !== member.subject) sideWrites.set(pathOf(write), write);
      else writes.push(write);
    }
  }
  return { account, writes: [...writes, ...sideWrites.values()], decided, left: [] };
}

/** Whether a decision is written. One that gives less than requested needs a fresh read of the account. */
export function takesEffect(decision: Decision, isFresh: boolean): decision is Applied {
  return isApplied(decision) && (isFresh || !decision.isShort);
}

function isApplied(decision: Decision): decision is Applied {
  return 'kind' in decision && decision.kind === 'applied';
}

/** Decides a member and encodes its writes. A fault rejects the member before it can harm another. */
function decideAlone(
  member: Member,
  from: Basis,
  sideWrites: ReadonlyMap<string, EncodedWrite>,
): { decision: Decision; writes: readonly EncodedWrite[] } {
  const { command, keys, found } = member;
  try {
    const documents = keys.map((key) => {
      return [key.kind, sideWrites.get(pathOf(key))?.value ?? find(found, key)?.value ?? null];
    });
    const { nowMs, reducers, ...owner } = from;
    const known: Known = { ...NOTHING_KNOWN, ...Object.fromEntries(documents), ...owner };
    const decision = decide(known, command, nowMs, reducers);
    if (!isApplied(decision)) return { decision, writes: [] };
    assertBalanced(known, decision);
    const writes = decision.writes.map((document) => {
      const key = findKey(member, document);
      return encodeWrite({ ...document, was: key ? find(found, key) : null } as Write);
    });
    if (sumBytes(writes) > MAX_BATCH_BYTES) throw new Error('Its documents are too large for a commit');
    return { decision, writes };
  } catch (cause) {
    return { decision: internalError(cause), writes: [] };
  }
}

function findKey({ keys }: Member, document: Key): Member['keys'][number] | undefined {
  return keys.find((key) => pathOf(key) === pathOf(document));
}

function sumBytes(writes: readonly EncodedWrite[]): number {
  return writes.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Returns the answer to a member once its commit has landed. */
export function toAnswer(
  { subject, found }: Member,
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
