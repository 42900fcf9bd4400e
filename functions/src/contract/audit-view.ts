import { type Account, balanceMicros } from './documents.ts';

/** Returns what the audit log keeps of an account before and after an action. */
export function auditView({ status, unlimited, lots, debtMicros }: Account, nowMs: number) {
  return { status, unlimited, balanceMicros: balanceMicros({ lots }, nowMs), debtMicros };
}
