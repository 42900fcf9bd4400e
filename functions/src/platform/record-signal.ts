import type { AbuseKind, Severity } from '../contract/index.ts';

/** A sign of abuse by an account, as it is met. */
export interface MetAbuse {
  readonly accountId: string;
  readonly kind: AbuseKind;
  /** What was seen, in a line; admins read it. */
  readonly evidence: string;
  /** Where one is bad enough: otherwise the number within the hour decides. */
  readonly atLeast?: Severity;
  readonly traceId: string;
}

/**
 * Counts it to the account's signal of this kind and hour. A critical one suspends the account. Never throws: what was
 * refused stays refused though it cannot be recorded.
 */
export type RecordSignal = (met: MetAbuse) => Promise<void>;
