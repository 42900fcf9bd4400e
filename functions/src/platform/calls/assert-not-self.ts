import { AppError } from '../../contract/index.ts';
import type { CallContext } from './call-context.ts';

/**
 * Rejects actions of staff on themselves: another staff member has to take them.
 * @throws AppError `invalid-argument` for the caller's own user or account
 */
export function assertNotSelf(
  { uid, accountId }: Pick<CallContext, 'uid' | 'accountId'>,
  target: { readonly uid?: string; readonly accountId?: string },
): void {
  if (target.uid === uid || target.accountId === accountId) {
    throw new AppError('invalid-argument', { reason: 'own-account' });
  }
}
