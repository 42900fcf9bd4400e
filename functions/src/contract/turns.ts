import type { Limit } from './catalog.ts';
import { type Account, type AddressTurns, GUEST_WINDOW } from './documents.ts';
import { AppError } from './errors.ts';

/** The turns that count at a time, oldest first: each frees itself exactly one window after it was taken. */
export function turnsInWindow(takenMs: readonly number[], { windowMs }: Limit, nowMs: number): number[] {
  return takenMs.filter((atMs) => atMs > nowMs - windowMs);
}

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
  const inWindow = turnsInWindow(log, limit, nowMs);
  if (inWindow.length < limit.max) return { kind: 'admitted', log: [...inWindow, nowMs] };
  const mustLeaveMs = inWindow[inWindow.length - limit.max] ?? nowMs;
  return { kind: 'refused', retryAfterMs: mustLeaveMs + limit.windowMs - nowMs };
}

/** When turns were taken: of an account, by operation, and of the address of a guest; null: none, or as they were. */
export interface Turns {
  readonly windows: Account['windows'];
  readonly address: AddressTurns | null;
}

/** Who pays with a turn, of which the session and the address have so many. */
export interface Guest {
  /** The digest under which the address is known. */
  readonly addressId: string;
  readonly perSession: Limit;
  readonly perAddress: Limit;
}

/** Counts a request against the limit of its operation, and against those of the guest that it is from. */
export function takeTurns(
  { operation, limit, guest }: { operation: string; limit: Limit | null; guest: Guest | null },
  turns: Turns,
  nowMs: number,
): Turns | AppError {
  const own = limit ? admit(turns.windows[operation] ?? [], limit, nowMs) : null;
  if (own?.kind === 'refused') {
    const { retryAfterMs } = own;
    return new AppError('rate-limited', { reason: 'operation', retryAfterMs });
  }
  const taken = guest ? takeGuestTurn(guest, turns, nowMs) : turns;
  if (taken instanceof AppError || !own) return taken;
  return { ...taken, windows: { ...taken.windows, [operation]: own.log } };
}

/** A turn of the session's and of the address's. */
function takeGuestTurn(
  { perSession, perAddress }: Guest,
  { windows, address }: Turns,
  nowMs: number,
): Turns | AppError {
  const session = admit(windows[GUEST_WINDOW] ?? [], perSession, nowMs);
  const shared = admit(address?.guestTurns ?? [], perAddress, nowMs);
  if (session.kind === 'refused' || shared.kind === 'refused') {
    const waits = [session, shared].map((turn) => (turn.kind === 'refused' ? turn.retryAfterMs : 0));
    return new AppError('guest-limit', { retryAfterMs: Math.max(...waits) });
  }
  return {
    windows: { ...windows, [GUEST_WINDOW]: session.log },
    address: { schemaVersion: 1, guestTurns: shared.log },
  };
}

/** Gives back the turn that a guest took at a time; no address: nothing changes there. */
export function returnTurn(takenMs: number, { windows, address }: Turns): Turns {
  const without = (log: readonly number[]) => log.toSpliced(log.lastIndexOf(takenMs), 1);
  const session = windows[GUEST_WINDOW] ?? [];
  const turns = address?.guestTurns ?? [];
  return {
    windows: session.includes(takenMs) ? { ...windows, [GUEST_WINDOW]: without(session) } : windows,
    address: turns.includes(takenMs) ? { schemaVersion: 1, guestTurns: without(turns) } : null,
  };
}
