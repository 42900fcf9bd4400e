import { APICallError } from '@ai-sdk/provider';
import { ProviderError } from './provider-error.ts';
import { isFailedJob, wasUnreached } from './to-failure.ts';
import { asProviderError } from './with-retries.ts';

/**
 * An order for work that goes on by itself. When its answer is lost the work may have begun, and nobody knows under
 * which reference: then it fails for good rather than begin a second time.
 */
export async function asFinalIfBegun<T>(order: PromiseLike<T>): Promise<T> {
  try {
    return await order;
  } catch (error) {
    const isLost = APICallError.isInstance(error) && error.statusCode === undefined && !wasUnreached(error);
    throw isLost ? asProviderError(error) : error;
  }
}

/** What comes after the order: its failure never has the same work ordered, and billed, once more. */
export async function asFinal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderError || isFailedJob(error)) throw error;
    throw new ProviderError('provider-failed', { reason: 'unfinished' }, { cause: error });
  }
}
