import { useEffect, useState } from 'react';

/** The time in milliseconds since 1970, brought up to date every `everyMs`; stands still while not `ticking`. */
export function useNow({ everyMs, ticking = true }: { everyMs: number; ticking?: boolean }): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, ticking]);
  return nowMs;
}
