import { type Account, DAY_MS, type LedgerCheckpoint } from '../../contract/index.ts';

/** An activity that ends after a checkpoint began at most this long before it. */
export const LONGEST_WORK_MS = DAY_MS;

export interface AuditOptions {
  readonly accountId: string;
  readonly account: Account;
  readonly nowMs: number;
  /** Entries before its time are not added again; null: everything is added. */
  readonly checkpoint: LedgerCheckpoint | null;
}
