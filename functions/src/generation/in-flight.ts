import type { Activities } from '../platform/activities.ts';

/** The listener for cancels outlives the last work by this, so that steady use does not open it for each request. */
const LINGER_MS = 5 * 60_000;

/** A call of `generate` on this instance; several can be about the same activity. */
export interface Flight {
  /** Aborts when someone cancels the activity. */
  readonly signal: AbortSignal;
  /** Whether another call on this instance is about the same activity. */
  isShared(): boolean;
  land(): void;
}

export interface InFlight {
  takeOff(activityId: string): Flight;
  /** Stops work that runs here; false when none does. */
  cancel(activityId: string): boolean;
  close(): void;
}

/**
 * What this instance works on, and how a cancel made elsewhere reaches it: one listener on the activities whose cancel
 * is addressed to this worker. A cancel costs one read; work that nobody cancels costs none.
 */
export function createInFlight(options: { activities: Activities; worker: string }): InFlight {
  const flights = new Map<string, { controller: AbortController; calls: number }>();
  let stopWatching: (() => void) | null = null;
  let lingering: NodeJS.Timeout | undefined;

  function cancel(activityId: string): boolean {
    flights.get(activityId)?.controller.abort();
    return flights.has(activityId);
  }

  function close(): void {
    clearTimeout(lingering);
    stopWatching?.();
    stopWatching = null;
  }

  return {
    takeOff(activityId) {
      clearTimeout(lingering);
      stopWatching ??= options.activities.watchCancels(options.worker, cancel);
      const flight = flights.get(activityId) ?? { controller: new AbortController(), calls: 0 };
      flight.calls++;
      flights.set(activityId, flight);
      return {
        signal: flight.controller.signal,
        isShared: () => flight.calls > 1,
        land() {
          flight.calls--;
          if (flight.calls === 0) flights.delete(activityId);
          if (flights.size === 0) lingering = setTimeout(close, LINGER_MS).unref();
        },
      };
    },
    cancel,
    close,
  };
}
