/** The shares of a cap at which users are notified. */
export const capThresholds = [0.5, 0.8, 1] as const;
export type CapThreshold = (typeof capThresholds)[number];

/** Returns the highest threshold that spending has reached; null: none. A cap of nothing is reached from the start. */
export function thresholdReached(usedMicros: number, maxMicros: number): CapThreshold | null {
  const share = maxMicros === 0 ? 1 : usedMicros / maxMicros;
  return capThresholds.findLast((threshold) => share >= threshold) ?? null;
}
