import { z } from 'zod';
import type { Limit } from './catalog.ts';
import { TimeMs } from './time.ts';

/** How many free turns a guest has left. */
export const GuestAllowance = z.strictObject({
  /** Of this many in a window. */
  turns: z.int().min(1),
  remaining: z.int().min(0),
  /** When there is a turn again; null while there is one. */
  nextTurnAtMs: TimeMs.nullable(),
  /** When all turns are back; null while none is used. */
  resetAtMs: TimeMs.nullable(),
});
export type GuestAllowance = z.infer<typeof GuestAllowance>;

/** A limit, and when turns that count against it were taken: milliseconds, oldest first. */
export interface TurnsTaken {
  readonly limit: Limit;
  readonly takenMs: readonly number[];
}

/**
 * What is left under every one of several limits at once: a session's, an address's. Each turn frees itself when its
 * window has passed, as the engine counts it.
 */
export function guestAllowance(
  limits: readonly [TurnsTaken, ...TurnsTaken[]],
  nowMs: number,
): GuestAllowance {
  const each = limits.map(({ limit, takenMs }) => {
    const inWindow = takenMs.filter((atMs) => atMs > nowMs - limit.windowMs);
    const remaining = Math.max(0, limit.max - inWindow.length);
    const mustLeaveMs = remaining === 0 ? inWindow.at(-limit.max) : undefined;
    const last = inWindow.at(-1);
    return {
      turns: limit.max,
      remaining,
      nextTurnAtMs: mustLeaveMs === undefined ? null : mustLeaveMs + limit.windowMs,
      resetAtMs: last === undefined ? null : last + limit.windowMs,
    };
  });
  return {
    turns: Math.min(...each.map(({ turns }) => turns)),
    remaining: Math.min(...each.map(({ remaining }) => remaining)),
    nextTurnAtMs: latest(each.map(({ nextTurnAtMs }) => nextTurnAtMs)),
    resetAtMs: latest(each.map(({ resetAtMs }) => resetAtMs)),
  };
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}
