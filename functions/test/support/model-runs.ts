import type { ModelRun } from '../../src/generation/providers/models/model-run.ts';
import { ProviderError } from '../../src/generation/providers/run/provider-error.ts';

/** What most runs have in common: nothing to start from, no choice made, nothing begun before, nobody stops it. */
export function plainRun() {
  return {
    sources: new Map(),
    variant: null,
    style: null,
    job: null,
    abortSignal: new AbortController().signal,
  } satisfies Partial<ModelRun>;
}

/** How a run failed; rejects when it did not, or by something that no run may fail by. */
export function failure(work: Promise<unknown>): Promise<ProviderError> {
  return work.then(
    () => Promise.reject(new Error('It succeeded.')),
    (error) => (error instanceof ProviderError ? error : Promise.reject(error)),
  );
}
