import type { JobName } from '../contract/index.ts';

/** What a run did, by name: what the admin sees. */
export type Counts = Record<string, number>;

/** One run of a job. */
export interface JobRun {
  readonly traceId: string;
  /** Asked for by an admin, not by the clock. */
  readonly isByHand: boolean;
  /** Where an earlier run stopped; null: from the start. */
  readonly cursor: string | null;
  /**
   * Keeps the lease, and how far this run has come: a run that is killed is gone on with from there. To be called at
   * least every half minute by a run that takes longer.
   * @throws JobConflict when another run has begun since
   */
  keep(cursor: string | null): Promise<void>;
}

/**
 * A scheduled job. Safe to run twice, at once with itself and with everything else, and to be killed at any point:
 * whatever it did not get to is found by the next run. Nothing it does depends on its lease, which only saves work.
 */
export interface Job {
  readonly name: JobName;
  run(run: JobRun): Promise<Counts>;
}

/** Another run has taken over: this one has nothing more to do. */
export class JobConflict extends Error {}
