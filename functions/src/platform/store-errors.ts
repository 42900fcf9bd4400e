/** The store did not answer in time: how the call ended is not known, and it may still land. */
class StoreTimeout extends Error {}

const REMOTE_CALL_DEADLINE_MS = 3_000;

/** @throws StoreTimeout when the call takes too long: it may still end later, which is as if its end were unknown */
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
 * What a failed call to Firestore means, by its gRPC code (grpc.io/docs/guides/status-codes):
 * - `conflict`: someone else wrote the document first (FAILED_PRECONDITION)
 * - `aborted`: someone else was writing it, or reading it in a transaction (ABORTED); it says nothing about versions
 * - `exists`: what was to be new is there, or what was to be there is not (ALREADY_EXISTS, NOT_FOUND)
 * - `permanent`: the same call can never succeed; errors with no code were thrown before anything was sent
 * - `unknown-outcome`: it may have landed or not
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
