import { APICallError } from '@ai-sdk/provider';
import { asProviderError } from './with-retries.ts';

/** Failures to connect: nothing was sent. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

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

function wasUnreached(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && unreached.has(String(cause.code))) return true;
  }
  return false;
}
