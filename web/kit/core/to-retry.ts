import type { CallError } from './call-error.ts';
import { newRequestId } from './new-request-id.ts';

/**
 * Returns the request that a retry sends. While it is unknown how the last one ended, that is the same request, so that it is
 * charged once. A request that has failed stays failed: then it is the same work under a new id.
 */
export function toRetry<R extends { readonly requestId: string }>(
  request: R,
  error: Pick<CallError, 'answered' | 'code'> | null,
): R {
  const isUnknown = !error?.answered || error.code === 'busy' || error.code === 'internal';
  return isUnknown ? request : { ...request, requestId: newRequestId() };
}
