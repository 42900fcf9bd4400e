import type { AbuseDetails, AbuseKind, Severity } from '../../contract/index.ts';

/** A sign of abuse by an account when it is noticed. */
export interface MetAbuse {
  readonly accountId: string;
  readonly kind: AbuseKind;
  /** The details that a sentence about it mentions. */
  readonly evidence: AbuseDetails;
  /** The least severity, if a single sign is severe enough; otherwise the count within the hour decides. */
  readonly atLeast?: Severity;
  readonly traceId: string;
}

/**
 * Adds a sign to the account's signal of this kind and hour. A critical signal suspends the account. Never throws,
 * because a rejection must stand even if it can't be recorded.
 */
export type RecordSignal = (met: MetAbuse) => Promise<void>;
