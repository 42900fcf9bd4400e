import type { Account } from '../documents/account.ts';
import { AppError } from '../errors.ts';
import { putOffExpiry } from '../money/burn-order.ts';

/**
 * Returns the changes that reinstate an account, or why it stays suspended. The expiry of its credits is put off by the time
 * of the suspension.
 */
export function toReinstated(
  { suspendedAt, lots, erasureRequestedAt = null }: Account,
  nowMs: number,
): Partial<Account> | AppError {
  if (erasureRequestedAt !== null) return new AppError('already-settled', { reason: 'erasure-requested' });
  const later = suspendedAt === null ? lots : putOffExpiry(lots, { fromMs: suspendedAt, toMs: nowMs });
  return { status: 'active', statusReason: null, suspendedAt: null, pauseDueAt: nowMs, lots: later };
}
