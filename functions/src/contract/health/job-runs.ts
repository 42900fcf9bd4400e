import { z } from 'zod';
import { ErrorCode, ErrorDetails } from '../errors.ts';
import { openEnum } from '../store/stored-document.ts';
import { TimeMs } from '../time.ts';

/** Why a run failed: an error that was thrown on purpose, or `unexpected`, with details in the log. */
export const JobFault = z.strictObject({
  code: openEnum(['unexpected', ...ErrorCode.options]),
  details: ErrorDetails,
});
export type JobFault = z.infer<typeof JobFault>;

/** Runs of a job, one after the other, that did the same. */
export const JobRuns = z.strictObject({
  times: z.int().min(1),
  /** The times at which the first and the last of them began. */
  firstAtMs: TimeMs,
  lastAtMs: TimeMs,
  /** The duration of the longest run. */
  tookMs: z.int().min(0),
  counts: z.record(z.string(), z.int()),
  /** Null: it succeeded. */
  fault: JobFault.nullable(),
});
export type JobRuns = z.infer<typeof JobRuns>;

/** Runs without changes share an entry, so these reach back hours for a job that runs each minute. */
const MAX_RUNS = 30;

/** Returns the runs with one that has just ended. @param runs newest first */
export function addJobRun(runs: readonly JobRuns[], ended: Omit<JobRuns, 'times' | 'lastAtMs'>): JobRuns[] {
  const [latest, ...earlier] = runs;
  const { firstAtMs, tookMs } = ended;
  if (latest && latest.fault === null && ended.fault === null && isSame(latest.counts, ended.counts)) {
    const again = { times: latest.times + 1, lastAtMs: firstAtMs, tookMs: Math.max(tookMs, latest.tookMs) };
    return [{ ...latest, ...again }, ...earlier];
  }
  return [{ ...ended, times: 1, lastAtMs: firstAtMs }, ...runs].slice(0, MAX_RUNS);
}

function isSame(one: JobRuns['counts'], other: JobRuns['counts']): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
