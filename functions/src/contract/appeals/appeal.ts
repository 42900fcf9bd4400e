import { z } from 'zod';
import type { Account } from '../documents/account.ts';
import { AppError } from '../errors.ts';
import { ERASURE_REASON } from '../privacy/erasure.ts';
import { personal } from '../store/personal.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';

export const MAX_APPEAL_LENGTH = 2_000;

export const AppealOutcome = z.enum(['lifted', 'upheld']);
export type AppealOutcome = z.infer<typeof AppealOutcome>;

/** `appeals/{accountId_suspendedAtMs}`: a user's appeal against the suspension of their account, one for each. */
export const Appeal = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  /** The user who appeals, and who reads the decision. */
  uid: z.string(),
  text: personal(z.string()),
  /** Made once by the user's app: a retry sends nothing twice. */
  requestId: z.string(),
  state: z.enum(['open', 'decided']),
  /** Null: staff still have to decide. */
  decision: z
    .strictObject({
      outcome: AppealOutcome,
      /** Written to the user. */
      reason: personal(z.string()),
      uid: z.string(),
      atMs: TimeMs,
      requestId: z.string(),
    })
    .nullable(),
  createdAt: Time,
});
export type Appeal = z.infer<typeof Appeal>;

type Suspension = Pick<Account, 'status' | 'statusReason' | 'suspendedAt'>;

/** Returns the id of the appeal against the current suspension of an account; null: none that can be appealed. */
export function appealIdOf(accountId: string, account: Suspension | null): string | null {
  // An erasure suspends too. Whoever requested it can undo it.
  if (account?.status !== 'suspended' || account.statusReason === ERASURE_REASON) return null;
  return `${accountId}_${account.suspendedAt ?? 0}`;
}

/** Returns the account of an appeal. @throws AppError `not-found` for what is no id of an appeal */
export function accountOfAppeal(appealId: string): string {
  const at = appealId.lastIndexOf('_');
  if (at <= 0) throw new AppError('not-found', { reason: 'appeal' });
  return appealId.slice(0, at);
}
