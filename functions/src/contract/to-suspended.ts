import type { Account } from './documents.ts';

/** Returns what changes in an account that is suspended. One that is suspended already has been so since the first time. */
export function toSuspended(
  { status, suspendedAt }: Pick<Account, 'status' | 'suspendedAt'>,
  statusReason: string,
  nowMs: number,
): Partial<Account> {
  const sinceMs = status === 'suspended' ? suspendedAt : nowMs;
  return { status: 'suspended', statusReason, suspendedAt: sinceMs, pauseDueAt: nowMs };
}
