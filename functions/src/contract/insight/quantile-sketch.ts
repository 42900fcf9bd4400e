/**
 * Durations are counted in buckets whose bounds grow by 2%: the middle of a bucket is at most 1% from each duration in
 * it. Buckets of several days can be added, and their percentiles have the same error.
 */
const GROWTH = 1.02;
const LOG_GROWTH = Math.log(GROWTH);

/** The error of a percentile, as a share of it. */
export const SKETCH_ERROR = 0.01;

/** Counts by bucket. */
export type Sketch = Readonly<Record<string, number>>;

/** Returns the bucket of a duration; a zero duration is in the bucket of a millisecond. */
export function bucketOf(ms: number): string {
  return String(Math.ceil(Math.log(Math.max(1, ms)) / LOG_GROWTH));
}

/** The number of buckets that are joined where many sketches are kept. */
const JOINED = 5;

/** Returns the bucket in the middle of the joined ones that a bucket belongs to: percentiles of these are at most 5.1% off. */
export function coarseBucketOf(bucket: string): string {
  return String(Math.round(Number(bucket) / JOINED) * JOINED);
}

/**
 * Returns a percentile of the counted durations by nearest rank: one that occurred, give or take the error; null when
 * nothing was counted.
 * @param share 0.5 for the median, 0.95 for the 95th percentile
 */
export function percentileMs(sketch: Sketch, share: number): number | null {
  const buckets = Object.entries(sketch)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(share * total));
  let reached = 0;
  for (const [bucket, count] of buckets) {
    reached += count;
    if (reached >= rank) return middleOf(bucket);
  }
  return null;
}

/** Returns the point at the same relative distance from both bounds of a bucket. */
function middleOf(bucket: number): number {
  return (2 * GROWTH ** bucket) / (1 + GROWTH);
}
