import { type StoreFailure, toStoreFailure } from './store-errors.ts';

/** The failures after which a read of the store shows whether this commit or another one landed. */
export const UNLESS_CONFLICT: readonly StoreFailure[] = ['conflict', 'aborted', 'exists', 'unknown-outcome'];

/**
 * Returns the result of a write; null if it failed in one of the named ways.
 * @throws any other failure
 */
export async function landed<T>(write: Promise<T>, unless: readonly StoreFailure[]): Promise<T | null> {
  try {
    return await write;
  } catch (error) {
    if (unless.includes(toStoreFailure(error))) return null;
    throw error;
  }
}
