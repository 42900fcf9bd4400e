import { setTimeout as wait } from 'node:timers/promises';
import type { Watch } from '../models/model-run.ts';
import { ProviderError } from '../run/provider-error.ts';

const TRIES = 4;
const FIRST_PAUSE_MS = 250;

/**
 * Fetches, and retries a poll (not an order) that gets no response or an overload. Polling costs nothing, while giving
 * up makes the caller order the same work again. Throws an error that nobody retries if there is still no response.
 */
export function createPatientFetch({ onAlive }: Watch = {}): typeof fetch {
  return async (input, init) => {
    const response = await patientFetch(input, init);
    onAlive?.();
    return response;
  };
}

const patientFetch: typeof fetch = async (input, init) => {
  if ((init?.method ?? 'GET') !== 'GET') return fetch(input, init);
  for (let tried = 1; ; tried++) {
    const outcome = await fetch(input, init).catch((error: unknown) => {
      init?.signal?.throwIfAborted();
      return String(error);
    });
    const isAnswer = typeof outcome === 'object' && outcome.status < 500 && outcome.status !== 429;
    if (isAnswer) return outcome;
    if (tried === TRIES) throw lost(typeof outcome === 'object' ? `status ${outcome.status}` : outcome);
    if (typeof outcome === 'object') await outcome.body?.cancel();
    await wait(FIRST_PAUSE_MS * 2 ** (tried - 1), undefined, init?.signal ? { signal: init.signal } : {});
  }
};

function lost(why: string): ProviderError {
  // Text only: with a network error as its cause, the SDK would retry the call.
  const cause = new Error(`The work was begun, its result could not be had: ${why}`);
  return new ProviderError('provider-failed', { reason: 'unfinished' }, { cause });
}
