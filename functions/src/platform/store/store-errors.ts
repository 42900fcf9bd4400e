/** The store did not respond in time. The outcome is unknown, and the call may still land. */
class StoreTimeout extends Error {}

const REMOTE_CALL_DEADLINE_MS = 3_000;

/** @throws StoreTimeout when the call takes too long; it may still succeed later, so its outcome is unknown */
export function withDeadline<T>(call: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(
    () => reject(new StoreTimeout('The store did not answer in time')),
    REMOTE_CALL_DEADLINE_MS,
  );
  call.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}

/**
 * The meaning of a failed call to Firestore, by its gRPC code (grpc.io/docs/guides/status-codes):
 * - `conflict`: another writer changed the document first (FAILED_PRECONDITION)
 * - `aborted`: another call was writing the document, or reading it in a transaction (ABORTED); this says nothing about
 *   versions
 * - `exists`: a new document already exists, or an expected one doesn't (ALREADY_EXISTS, NOT_FOUND)
 * - `permanent`: the same call can never succeed; an error without a code was thrown before anything was sent
 * - `unknown-outcome`: the call may have landed or not
 */
export type StoreFailure = 'conflict' | 'aborted' | 'exists' | 'permanent' | 'unknown-outcome';

export function toStoreFailure(error: unknown): StoreFailure {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'number') return error instanceof StoreTimeout ? 'unknown-outcome' : 'permanent';
  if (code === 9) return 'conflict';
  if (code === 10) return 'aborted';
  if (code === 5 || code === 6) return 'exists';
  return [3, 7, 11, 12, 16].includes(code) ? 'permanent' : 'unknown-outcome';
}
