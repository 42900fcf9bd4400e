import { AppError, type DetailsOf, type Quantity } from '../../contract/index.ts';
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

interface ProviderErrorOptions {
  readonly cause?: unknown;
  readonly partial?: ModelOutcome | undefined;
  readonly billed?: Quantity | undefined;
}

/** A run that ended without its whole result. Its details are safe to show; what the provider said is the cause. */
export class ProviderError<C extends ProviderErrorCode = ProviderErrorCode> extends AppError {
  declare readonly code: ProviderErrorCode;
  /** What a chat had delivered by then, to be kept and charged; absent when that is nothing. */
  readonly partial?: ModelOutcome;
  /** What the provider bills all the same; absent: nothing. */
  readonly billed?: Quantity;

  constructor(code: C, details: DetailsOf<C>, { cause, partial, billed }: ProviderErrorOptions = {}) {
    super(code, ...([details, cause === undefined ? undefined : { cause }] as never));
    this.name = 'ProviderError';
    if (partial) this.partial = partial;
    if (billed) this.billed = billed;
  }

  /** Makes an error again of what was known of one, with what else is known now. */
  static again({ code, details }: ProviderError, options: ProviderErrorOptions): ProviderError {
    return new ProviderError(code, details as never, options);
  }
}
