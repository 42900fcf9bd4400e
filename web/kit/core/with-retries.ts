import type { CallError } from './call-error.ts';
import { toCallError } from './call-error.ts';

const maxAttempts = 4;
const longestWaitMs = 3_000;
const firstWaitMs = 400;

export interface RetryOptions {
  /** Resolves after so many milliseconds; an argument so that tests need not wait. */
  sleep: (ms: number) => Promise<void>;
  /** Between 0 and 1: spreads out clients that failed together. */
  random: () => number;
}

/**
 * Tries again what can succeed unchanged: unanswered calls, `busy`, and `rate-limited` for moments only.
 * The attempt must send the same request id each time, so that trying twice never charges twice.
 * @throws CallError the last attempt's
 */
export async function withRetries<T>(
  attempt: (number: number) => Promise<T>,
  { sleep, random }: RetryOptions,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (cause) {
      const error = toCallError(cause);
      const waitMs = waitBeforeRetryMs({ error, number, random });
      if (waitMs === null || number >= maxAttempts) throw error;
      await sleep(waitMs);
    }
  }
}

function waitBeforeRetryMs(failed: {
  error: CallError;
  number: number;
  random: () => number;
}): number | null {
  const { error, number, random } = failed;
  const backoffMs = firstWaitMs * 2 ** (number - 1) * (0.5 + random());
  switch (error.code) {
    case 'busy':
      return Math.min(Math.max(error.details.retryAfterMs ?? 0, backoffMs), longestWaitMs);
    case 'rate-limited': {
      const waitMs = error.details.retryAfterMs ?? Number.POSITIVE_INFINITY;
      return waitMs <= longestWaitMs ? waitMs : null;
    }
    default:
      return null;
  }
}
