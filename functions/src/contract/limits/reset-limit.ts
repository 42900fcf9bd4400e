import type { Account } from '../documents/account.ts';

/** More would only say again that a limit is reset all the time. */
const MAX_RESETS = 50;

/** Returns the changes to an account whose limit for an operation is reset. The verifier uses the times of resets. */
export function resetLimit(
  { windows, limitResets }: Pick<Account, 'windows' | 'limitResets'>,
  operation: string,
  nowMs: number,
): Pick<Account, 'windows' | 'limitResets'> {
  const resets = [...(limitResets?.[operation] ?? []), nowMs].slice(-MAX_RESETS);
  return { windows: { ...windows, [operation]: [] }, limitResets: { ...limitResets, [operation]: resets } };
}
