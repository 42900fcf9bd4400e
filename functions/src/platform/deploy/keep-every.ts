import type { JobRun } from './job.ts';

/** Returns a function that extends a job's lease and saves its position, at most once in a time: each time costs a write. */
export function keepEvery(
  everyMs: number,
  { now, keep }: { readonly now: () => number; readonly keep: JobRun['keep'] },
): JobRun['keep'] {
  let keptMs = now();
  return async (cursor) => {
    if (now() - keptMs < everyMs) return;
    await keep(cursor);
    keptMs = now();
  };
}
