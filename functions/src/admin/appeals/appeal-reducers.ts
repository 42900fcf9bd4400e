import { AppError, type AppealOutcome, appealIdOf } from '../../contract/index.ts';
import { type Audit, type Command, NO_OP, type Reducer } from '../../meter/commands.ts';

export interface OpenFacts {
  readonly appealId: string;
  readonly uid: string;
  readonly text: string;
  readonly requestId: string;
}

/** Records an appeal against the current suspension, unless there was one. */
export const openAppeal: Reducer<OpenFacts> = ({ accountId, account, appeal }, facts, nowMs) => {
  const { appealId, uid, text, requestId } = facts;
  // Before the schema is raised, suspensions have no time, so the id of an appeal is that of one before.
  if (appeal && appeal.decision?.outcome !== 'lifted') {
    const isRepeated = appeal.requestId === requestId && appeal.uid === uid;
    return isRepeated ? NO_OP : new AppError('already-settled', { reason: 'appealed' });
  }
  if (appealIdOf(accountId, account) !== appealId) return notSuspended();
  const opened = { schemaVersion: 1, accountId, uid, text, requestId, state: 'open' } as const;
  return { moves: [], documents: { appeal: { ...opened, decision: null, createdAt: nowMs } } };
};

export interface DecideFacts {
  readonly appealId: string;
  readonly outcome: AppealOutcome;
  readonly reason: string;
  readonly uid: string;
  readonly requestId: string;
}

/** Returns the command that decides an appeal. Whoever comes second gets `already-settled`. */
export function decideCommand(facts: DecideFacts, audit: Audit): Command<'book'> {
  return { kind: 'book', reducer: 'settleAppeal', facts, documents: { appeal: facts.appealId }, audit };
}

/** Stores the decision, and reinstates the account if the suspension is lifted. */
export const settleAppeal: Reducer<DecideFacts> = ({ accountId, account, appeal }, facts, nowMs) => {
  const { appealId, ...decision } = facts;
  const { outcome, reason, requestId } = decision;
  if (!appeal) return new AppError('not-found', { reason: 'appeal' });
  if (appeal.decision) {
    const isRepeated = appeal.decision.requestId === requestId;
    return isRepeated ? NO_OP : new AppError('already-settled', { reason: 'decided' });
  }
  const isSuspended = appealIdOf(accountId, account) === appealId;
  if (outcome === 'upheld' && !isSuspended) return notSuspended();
  const isLifted = outcome === 'lifted' && isSuspended;
  return {
    moves: isLifted ? [{ kind: 'reinstate', reason, audit: null }] : [],
    documents: { appeal: { ...appeal, state: 'decided', decision: { ...decision, atMs: nowMs } } },
    effect: { appealId, outcome },
  };
};

export function notSuspended(): AppError {
  return new AppError('already-settled', { reason: 'not-suspended' });
}
