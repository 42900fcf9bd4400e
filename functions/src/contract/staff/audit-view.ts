import type { Account } from '../documents/account.ts';
import { balanceMicros } from '../money/balance.ts';

/** Returns the fields of an account that the audit log keeps before and after an action. */
export function auditView({ status, unlimited, lots, debtMicros }: Account, nowMs: number) {
  return { status, unlimited, balanceMicros: balanceMicros({ lots }, nowMs), debtMicros };
}
