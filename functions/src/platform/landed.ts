import { type StoreFailure, toStoreFailure } from './store-errors.ts';

/** Every failure after which what is stored tells how it went: whether this landed, or another did. */
export const UNLESS_CONFLICT: readonly StoreFailure[] = ['conflict', 'aborted', 'exists', 'unknown-outcome'];

/**
 * What a write came to; null when it failed in one of the ways named.
 * @throws whatever else it failed by
 */
export async function landed<T>(write: Promise<T>, unless: readonly StoreFailure[]): Promise<T | null> {
  try {
    return await write;
  } catch (error) {
    if (unless.includes(toStoreFailure(error))) return null;
    throw error;
  }
}
