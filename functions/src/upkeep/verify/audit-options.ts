import type { Account, LedgerCheckpoint } from '../../contract/index.ts';

export interface AuditOptions {
  readonly accountId: string;
  readonly account: Account;
  readonly nowMs: number;
  /** Entries before its time are not added again; null: everything is added. */
  readonly checkpoint: LedgerCheckpoint | null;
}
