import type { Limit } from '../contract/index.ts';

/**
 * Admits a request when fewer than `max` were admitted in the window that ends now: a sliding log, exact in every
 * window. (A leaky bucket such as GCRA admits nearly twice the limit in a window that starts with a burst.)
 * @param log when requests were admitted, milliseconds, oldest first
 */
export function admit(
  log: readonly number[],
  limit: Limit,
  nowMs: number,
): { kind: 'admitted'; log: number[] } | { kind: 'refused'; retryAfterMs: number } {
  const inWindow = log.filter((atMs) => atMs > nowMs - limit.windowMs);
  if (inWindow.length < limit.max) return { kind: 'admitted', log: [...inWindow, nowMs] };
  const mustLeaveMs = inWindow[inWindow.length - limit.max] ?? nowMs;
  return { kind: 'refused', retryAfterMs: mustLeaveMs + limit.windowMs - nowMs };
}
