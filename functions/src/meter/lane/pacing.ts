/** The time after a conflict in which another instance is assumed to write the same account. */
const CONTENDED_FOR_MS = 2_000;
const RETRY_PAUSE_MS = 40;

/** Paces the commits of a lane: it backs off after failures, and leaves room for other instances that write the account. */
export class Pacing {
  #contendedUntilMs = Number.NEGATIVE_INFINITY;
  #roundTripMs = 1;
  #failuresInRow = 0;

  /** Whether other instances are assumed to write the account. */
  get isContended(): boolean {
    return performance.now() < this.#contendedUntilMs;
  }

  noteContention(): void {
    this.#contendedUntilMs = performance.now() + CONTENDED_FOR_MS;
  }

  noteCommit({ tookMs }: { tookMs: number }): void {
    this.#roundTripMs += (tookMs - this.#roundTripMs) / 4;
    this.#failuresInRow = 0;
  }

  /** Waits after a failure, longer after each one in a row. */
  afterFailure(): Promise<void> {
    return pause(RETRY_PAUSE_MS * 2 ** Math.min(this.#failuresInRow++, 5) * (0.5 + Math.random()));
  }

  /** Waits about a round trip, for another instance's turn. */
  yieldTurn(): Promise<void> {
    return pause(this.#roundTripMs * (0.5 + Math.random()));
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
