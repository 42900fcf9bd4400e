/**
 * Tells how long after it happened something is shown. The clocks of this device and of the server differ by an unknown
 * amount: nothing is shown before it happened, so the smallest age seen bounds it from below.
 */
export class DelayMeter {
  #skewMs = 0;

  /** @returns the delay in milliseconds */
  measure({ happenedAtMs, shownAtMs }: { happenedAtMs: number; shownAtMs: number }): number {
    const ageMs = shownAtMs - happenedAtMs;
    this.#skewMs = Math.min(this.#skewMs, ageMs);
    return ageMs - this.#skewMs;
  }

  /** Takes over what is known of the server's clock: how far this device's is ahead. */
  calibrate(aheadMs: number): void {
    this.#skewMs = aheadMs;
  }
}
