import { AppError, type Quantity } from '../../contract/index.ts';
import type { ModelOutcome } from './model-run.ts';

/**
 * How a run can fail:
 * - `provider-busy`: overloaded or rate-limited, and still so after the retries
 * - `provider-refused`: against the provider's content policy
 * - `provider-timeout`: the provider was silent for too long, or the run's time was over
 * - `provider-failed`: anything else, answers that make no sense included
 * - `not-configured`: no such provider or model here, or no key for it
 * - `cancelled`: the caller's signal
 */
export type ProviderErrorCode =
  | 'provider-busy'
  | 'provider-refused'
  | 'provider-timeout'
  | 'provider-failed'
  | 'not-configured'
  | 'cancelled';

/** A run that ended without its whole result. The message is safe to show; what the provider said is the cause. */
export class ProviderError extends AppError {
  declare readonly code: ProviderErrorCode;
  /** What a chat had delivered by then, to be kept and charged; absent when that is nothing. */
  readonly partial?: ModelOutcome;
  /** What the provider bills all the same; absent: nothing. */
  readonly billed?: Quantity;

  constructor(
    code: ProviderErrorCode,
    message: string,
    {
      cause,
      partial,
      billed,
    }: { cause?: unknown; partial?: ModelOutcome | undefined; billed?: Quantity | undefined } = {},
  ) {
    super(code, message, {}, cause === undefined ? undefined : { cause });
    this.name = 'ProviderError';
    if (partial) this.partial = partial;
    if (billed) this.billed = billed;
  }
}
