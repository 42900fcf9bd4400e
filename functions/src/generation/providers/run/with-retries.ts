import type { DetailsOf } from '../../../contract/index.ts';
import type { ProviderBill } from './provider-bill.ts';
import { ProviderError, type ProviderErrorCode } from './provider-error.ts';
import type { RunClock } from './run-clock.ts';
import { type FailureOf, toFailure, wasRejected } from './to-failure.ts';

export interface RetryPolicy {
  /** The number of attempts. */
  readonly tries: number;
  /**
   * The pause before the second attempt in milliseconds. It doubles for each further one, plus up to half of it at
   * random.
   */
  readonly firstPauseMs: number;
}

const reasons: { readonly [C in Exclude<ProviderErrorCode, 'cancelled'>]: DetailsOf<C> } = {
  'provider-busy': {},
  'provider-refused': { reason: 'policy' },
  'provider-timeout': {},
  'provider-failed': { reason: 'unfinished' },
  'not-configured': { reason: 'key' },
};

interface Retried {
  readonly clock: RunClock;
  readonly retry: RetryPolicy;
  readonly bill: ProviderBill;
  readonly failureOf?: FailureOf | undefined;
}

/**
 * Calls a provider, and retries if that can help: the provider was overloaded or unreachable, the pause fits before the
 * deadline, and nothing was delivered. An attempt that has delivered something throws a ProviderError itself. An
 * attempt also ends itself when the clock stops.
 * @throws ProviderError
 */
export async function withRetries<T>(
  { clock, retry, bill, failureOf }: Retried,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    clock.signal.throwIfAborted();
    clock.alive();
    bill.ordered();
    try {
      return await attempt();
    } catch (error) {
      if (wasRejected(error, failureOf)) bill.rejected();
      const failure = asProviderError(error, failureOf);
      const { retriable, retryAfterMs = 0 } = toFailure(error, failureOf);
      const backoffMs = retry.firstPauseMs * 2 ** (tried - 1) * (1 + Math.random() / 2);
      const pauseMs = Math.max(backoffMs, retryAfterMs);
      const hopeful = retriable && tried < retry.tries && pauseMs < clock.remainingMs;
      if (failure === error || !hopeful) throw failure;
      await clock.pause(pauseMs);
    }
  }
}

/** Converts an error for the caller. An error that is already for the caller stays unchanged. */
export function asProviderError(error: unknown, failureOf?: FailureOf): ProviderError {
  if (error instanceof ProviderError) return error;
  const { code } = toFailure(error, failureOf);
  return new ProviderError(code, reasons[code], { cause: error });
}
