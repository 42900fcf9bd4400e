import { ERASURE_REASON } from '../contract/index.ts';
import { NO_OP, type Reducer } from '../meter/commands.ts';

/** Suspends an account whose erasure is requested, and marks it, so that nothing else reinstates it meanwhile. */
export const closeAccount: Reducer<{ readonly requestedAtMs: number }> = (
  { account, audit },
  { requestedAtMs },
) => {
  if (audit) return NO_OP;
  // The owner of an account that staff have suspended can still read why, and appeal.
  const reason = (account?.status === 'suspended' && account.statusReason) || ERASURE_REASON;
  return {
    moves: [
      { kind: 'suspend', reason, audit: null },
      { kind: 'note', fields: { erasureRequestedAt: requestedAtMs } },
    ],
    documents: {},
  };
};

/** Removes the mark, and reinstates the account unless staff have suspended it, before the request or since. */
export const reopenAccount: Reducer<null> = ({ account, audit }) => {
  const isSuspendedForIt = account?.statusReason === ERASURE_REASON;
  if (audit || (!isSuspendedForIt && !account?.erasureRequestedAt)) return NO_OP;
  return {
    moves: [
      { kind: 'note', fields: { erasureRequestedAt: null } },
      ...(isSuspendedForIt ? [{ kind: 'reinstate', reason: '', audit: null } as const] : []),
    ],
    documents: {},
  };
};
