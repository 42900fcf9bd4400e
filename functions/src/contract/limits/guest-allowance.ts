import { z } from 'zod';
import type { Limit } from '../catalog/catalog.ts';
import { TimeMs } from '../time.ts';
import { turnsInWindow } from './turns.ts';

/** The free turns that a guest has left. */
export const GuestAllowance = z.strictObject({
  /** The number of turns in a window. */
  turns: z.int().min(1),
  remaining: z.int().min(0),
  /** The time at which the next turn is free; null while one is. */
  nextTurnAtMs: TimeMs.nullable(),
  /** The time at which all turns are free; null while they are. */
  resetAtMs: TimeMs.nullable(),
});
export type GuestAllowance = z.infer<typeof GuestAllowance>;

/** A limit, and the times of the turns that count against it: milliseconds, oldest first. */
export interface TurnsTaken {
  readonly limit: Limit;
  readonly takenMs: readonly number[];
}

/** Returns the turns left under both limits (the session's and the address's), counted as the engine does. */
export function guestAllowance(
  limits: readonly [TurnsTaken, ...TurnsTaken[]],
  nowMs: number,
): GuestAllowance {
  const turns = Math.min(...limits.map(({ limit }) => limit.max));
  const each = limits.map(({ limit, takenMs }) => {
    const inWindow = turnsInWindow(takenMs, limit, nowMs);
    /** Returns when this many turns are free; null if they are now. */
    const againAtMs = (wanted: number) => {
      const mustLeave = inWindow.length - (limit.max - wanted);
      const last = inWindow[mustLeave - 1];
      return last === undefined ? null : last + limit.windowMs;
    };
    const remaining = Math.max(0, limit.max - inWindow.length);
    return { remaining, nextTurnAtMs: againAtMs(1), resetAtMs: againAtMs(turns) };
  });
  return {
    turns,
    remaining: Math.min(...each.map(({ remaining }) => remaining)),
    nextTurnAtMs: latest(each.map(({ nextTurnAtMs }) => nextTurnAtMs)),
    resetAtMs: latest(each.map(({ resetAtMs }) => resetAtMs)),
  };
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}
