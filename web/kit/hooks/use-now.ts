import { useCallback, useRef, useSyncExternalStore } from 'react';

/** The time as everyone reads it who wants it equally often: one timer, however many look. */
interface Clock {
  nowMs: number;
  watchers: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
}

const clocks = new Map<number, Clock>();

function clockOf(everyMs: number): Clock {
  const clock = clocks.get(everyMs) ?? { nowMs: Date.now(), watchers: new Set(), timer: undefined };
  clocks.set(everyMs, clock);
  return clock;
}

/** The time in milliseconds since 1970, brought up to date every `everyMs`; stands still while not `ticking`. */
export function useNow({ everyMs, ticking = true }: { everyMs: number; ticking?: boolean }): number {
  const stoodStillAtMs = useRef<number>(undefined);
  const watch = useCallback(
    (onTick: () => void) => {
      if (!ticking) return () => {};
      const clock = clockOf(everyMs);
      clock.watchers.add(onTick);
      clock.timer ??= setInterval(() => {
        clock.nowMs = Date.now();
        for (const watcher of [...clock.watchers]) watcher();
      }, everyMs);
      return () => {
        clock.watchers.delete(onTick);
        if (clock.watchers.size > 0) return;
        clearInterval(clock.timer);
        clock.timer = undefined;
      };
    },
    [everyMs, ticking],
  );
  const read = useCallback(() => {
    if (!ticking) {
      stoodStillAtMs.current ??= Date.now();
      return stoodStillAtMs.current;
    }
    stoodStillAtMs.current = undefined;
    const clock = clockOf(everyMs);
    // Nobody has wound it since it was last looked at.
    if (clock.timer === undefined && Date.now() - clock.nowMs >= everyMs) clock.nowMs = Date.now();
    return clock.nowMs;
  }, [everyMs, ticking]);
  return useSyncExternalStore(watch, read, read);
}
