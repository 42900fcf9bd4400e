import { AppError, type Appeal, type AppealOutcome, appealIdOf } from '../../contract/index.ts';
import { NO_OP, type Reducer } from '../../meter/commands.ts';

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

/** A decision, with whether the appeal's suspension was still in effect when its audit entry was made. */
export interface SettleFacts extends DecideFacts {
  readonly isSuspended: boolean;
}

/** Stores the decision, and reinstates the account if the suspension is lifted. Whoever comes second gets `already-settled`. */
export const settleAppeal: Reducer<SettleFacts> = (known, { isSuspended, ...facts }, nowMs) => {
  const { appeal } = known;
  if (!appeal) return new AppError('not-found', { reason: 'appeal' });
  if (appeal.decision) {
    const isRepeated = appeal.decision.requestId === facts.requestId;
    return isRepeated ? NO_OP : new AppError('already-settled', { reason: 'decided' });
  }
  const isSuspendedNow = isAgainstCurrent(known, facts);
  if (facts.outcome === 'upheld' && !isSuspendedNow) return notSuspended();
  if (isSuspended !== isSuspendedNow) return new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  return {
    moves: facts.outcome === 'lifted' && isSuspended ? [reinstate(facts)] : [],
    ...decided(appeal, facts, nowMs),
  };
};

/** Reinstates an account, and decides its open appeal with that, if there is one. */
export const reinstateAccount: Reducer<DecideFacts> = (known, facts, nowMs) => {
  const { audit, appeal } = known;
  if (audit) return NO_OP;
  const isOpen = appeal?.state === 'open' && isAgainstCurrent(known, facts);
  return { moves: [reinstate(facts)], ...(isOpen ? decided(appeal, facts, nowMs) : { documents: {} }) };
};

function isAgainstCurrent(
  { accountId, account }: Parameters<Reducer>[0],
  { appealId }: Pick<DecideFacts, 'appealId'>,
): boolean {
  return appealIdOf(accountId, account) === appealId;
}

function reinstate({ reason }: Pick<DecideFacts, 'reason'>) {
  return { kind: 'reinstate', reason, audit: null } as const;
}

function decided(appeal: Appeal, { appealId, ...decision }: DecideFacts, nowMs: number) {
  return {
    documents: { appeal: { ...appeal, state: 'decided', decision: { ...decision, atMs: nowMs } } },
    effect: { appealId, outcome: decision.outcome },
  } as const;
}

export function notSuspended(): AppError {
  return new AppError('already-settled', { reason: 'not-suspended' });
}
