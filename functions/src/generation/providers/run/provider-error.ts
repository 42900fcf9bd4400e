import { AppError, type DetailsOf, type Quantity } from '../../../contract/index.ts';
import type { ModelOutcome } from '../models/model-run.ts';

/**
 * The ways in which a run can fail:
 * - `provider-busy`: overloaded or rate-limited, even after the retries
 * - `provider-refused`: against the provider's content policy
 * - `provider-timeout`: the provider was silent for too long, or the run's time was over
 * - `provider-failed`: anything else, including meaningless responses
 * - `not-configured`: no such provider or model here, or no key for it
 * - `cancelled`: by the caller's signal
 */
export type ProviderErrorCode =
  | 'provider-busy'
  | 'provider-refused'
  | 'provider-timeout'
  | 'provider-failed'
  | 'not-configured'
  | 'cancelled';

interface ProviderErrorOptions {
  readonly cause?: unknown;
  readonly partial?: ModelOutcome | undefined;
  readonly billed?: Quantity | undefined;
}

/** A run that ended without its whole result. Its details are safe to show. The provider's own error is the cause. */
export class ProviderError<C extends ProviderErrorCode = ProviderErrorCode> extends AppError {
  declare readonly code: ProviderErrorCode;
  /** The output that a chat had delivered, to be kept and charged; absent if none. */
  readonly partial?: ModelOutcome;
  /** The quantity that the provider bills anyway; absent: none. */
  readonly billed?: Quantity;

  constructor(code: C, details: DetailsOf<C>, { cause, partial, billed }: ProviderErrorOptions = {}) {
    super(code, ...([details, cause === undefined ? undefined : { cause }] as never));
    this.name = 'ProviderError';
    if (partial) this.partial = partial;
    if (billed) this.billed = billed;
  }

  /** Copies an error, with what is known in addition. */
  static again({ code, details }: ProviderError, options: ProviderErrorOptions): ProviderError {
    return new ProviderError(code, details as never, options);
  }
}
