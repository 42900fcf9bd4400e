import type { Account } from '../documents/account.ts';

/** Returns the changes that suspend an account. A repeated suspension keeps the time of the first. */
export function toSuspended(
  { status, suspendedAt }: Pick<Account, 'status' | 'suspendedAt'>,
  statusReason: string,
  nowMs: number,
): Partial<Account> {
  const sinceMs = status === 'suspended' ? suspendedAt : nowMs;
  return { status: 'suspended', statusReason, suspendedAt: sinceMs, pauseDueAt: nowMs };
}
