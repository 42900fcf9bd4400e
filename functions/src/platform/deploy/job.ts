import type { JobName } from '../../contract/index.ts';

/** The counts of a run by name, as admins see them. */
export type Counts = Record<string, number>;

/** One run of a job. */
export interface JobRun {
  readonly traceId: string;
  /** Whether an admin started the run, and not the schedule. */
  readonly isByHand: boolean;
  /** The position at which an earlier run stopped; null: at the start. */
  readonly cursor: string | null;
  /**
   * Extends the lease and saves the progress, so that the next run continues there if this one is killed. A long run
   * must call it at least every 30 seconds.
   * @throws JobConflict when another run has begun
   */
  keep(cursor: string | null): Promise<void>;
}

/**
 * A scheduled job. Safe to run twice, concurrently with itself and everything else, and safe to kill at any point: the
 * next run finds the rest. Nothing depends on the lease, which only saves work.
 */
export interface Job {
  readonly name: JobName;
  run(run: JobRun): Promise<Counts>;
}

/** Another run has taken over, so this one must stop. */
export class JobConflict extends Error {}
