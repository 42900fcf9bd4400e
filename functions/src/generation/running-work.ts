import { type Activity, isOffered, SECOND_MS } from '../contract/index.ts';
import type { Activities } from '../platform/store/activities.ts';
import type { Catalogs } from '../platform/store/catalogs.ts';

/**
 * The listener for cancels stays open this long after the last work, so that steady use doesn't open it for each
 * request.
 */
const LINGER_MS = 5 * 60_000;

/** Work that a call on this instance runs or waits for. Several calls can handle the same activity. */
export interface RunningWork {
  /** Aborts when the activity is cancelled. */
  readonly signal: AbortSignal;
  /** Returns whether another call on this instance handles the same activity. */
  isShared(): boolean;
  release(): void;
}

export interface RunningWorkRegistry {
  acquire(activityId: string): RunningWork;
  /** Stops work that runs here. Returns false if none does. */
  cancel(activityId: string): boolean;
  close(): void;
}

/**
 * Tracks the work on this instance, and stops it when it is cancelled elsewhere. One listener waits for activities
 * whose cancel names this worker. A cancel costs one read; work that nobody cancels costs none.
 */
export function createRunningWork(options: { activities: Activities; worker: string }): RunningWorkRegistry {
  const running = new Map<string, { controller: AbortController; calls: number }>();
  let stopWatching: (() => void) | null = null;
  let lingering: NodeJS.Timeout | undefined;

  function cancel(activityId: string): boolean {
    running.get(activityId)?.controller.abort();
    return running.has(activityId);
  }

  function close(): void {
    clearTimeout(lingering);
    stopWatching?.();
    stopWatching = null;
  }

  return {
    acquire(activityId) {
      clearTimeout(lingering);
      stopWatching ??= options.activities.watchCancels(options.worker, cancel);
      const entry = running.get(activityId) ?? { controller: new AbortController(), calls: 0 };
      entry.calls++;
      running.set(activityId, entry);
      return {
        signal: entry.controller.signal,
        isShared: () => entry.calls > 1,
        release() {
          entry.calls--;
          if (entry.calls === 0) running.delete(activityId);
          if (running.size === 0) lingering = setTimeout(close, LINGER_MS).unref();
        },
      };
    },
    cancel,
    close,
  };
}

/** Work continues for at most twice this after it was switched off, plus the time of a read. */
const CHECK_EVERY_MS = 2 * SECOND_MS;

/**
 * Aborts when the work is switched off, so that its provider gets no further call or poll. Each check costs one read
 * for all the work on an instance.
 */
export function watchSwitches(
  { catalogs }: { readonly catalogs: Catalogs },
  { operation: operationName, model: modelName }: Pick<Activity, 'operation' | 'model'>,
): Disposable & { readonly signal: AbortSignal } {
  const off = new AbortController();
  const check = async () => {
    const { catalog } = await catalogs.current(0, { maxAgeMs: CHECK_EVERY_MS });
    const operation = catalog.operations[operationName];
    const model = operation?.models[modelName];
    if (!operation || !model || !isOffered(catalog, operation, model)) off.abort();
  };
  // A failed read is repeated at the next check.
  const timer = setInterval(() => void check().catch(() => undefined), CHECK_EVERY_MS).unref();
  return { signal: off.signal, [Symbol.dispose]: () => clearInterval(timer) };
}
