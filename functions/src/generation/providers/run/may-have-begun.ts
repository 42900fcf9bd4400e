import { APICallError } from '@ai-sdk/provider';
import { ProviderError } from './provider-error.ts';
import { isFailedJob, wasUnreached } from './to-failure.ts';
import { asProviderError } from './with-retries.ts';

/**
 * Awaits an order for work that continues on its own. If the response is lost, the work may have started under an
 * unknown reference. Then this fails for good instead of starting it again.
 */
export async function asFinalIfBegun<T>(order: PromiseLike<T>): Promise<T> {
  try {
    return await order;
  } catch (error) {
    const isLost = APICallError.isInstance(error) && error.statusCode === undefined && !wasUnreached(error);
    throw isLost ? asProviderError(error) : error;
  }
}

/** Runs what follows an order. Its failure never causes the same work to be ordered and billed again. */
export async function asFinal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderError || isFailedJob(error)) throw error;
    throw new ProviderError('provider-failed', { reason: 'unfinished' }, { cause: error });
  }
}
