import type { DriftCause, DriftKind } from '../../contract/index.ts';

/** Something wrong with an account, before it is reported as a drift. */
export interface Finding {
  readonly kind: DriftKind;
  readonly subject: string;
  readonly cause: DriftCause;
  readonly offByMicros?: number | null;
  /** The lots that it concerns. It may explain why their credits are off. */
  readonly lots?: readonly string[];
}
