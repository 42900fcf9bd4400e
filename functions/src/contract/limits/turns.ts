import type { Limit } from '../catalog/catalog.ts';
import { type AddressTurns, GUEST_WINDOW } from '../documents/abuse-records.ts';
import type { Account } from '../documents/account.ts';
import { AppError } from '../errors.ts';

/** Returns the turns that count at a time, oldest first. Each is free again exactly one window after it was taken. */
export function turnsInWindow(takenMs: readonly number[], { windowMs }: Limit, nowMs: number): number[] {
  return takenMs.filter((atMs) => atMs > nowMs - windowMs);
}

/**
 * Admits a request if fewer than `max` were admitted in the window that ends now. A sliding log, exact in every window.
 * (A leaky bucket such as GCRA admits nearly twice the limit in a window that starts with a burst.)
 * @param log the times at which requests were admitted, in milliseconds, oldest first
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

/**
 * The times at which turns were taken: for an account, by operation, and for a guest's address; null: none, or
 * unchanged.
 */
export interface Turns {
  readonly windows: Account['windows'];
  readonly address: AddressTurns | null;
}

/** A guest, who pays with a turn of their session and of their address. */
export interface Guest {
  /** The digest of the address. */
  readonly addressId: string;
  readonly perSession: Limit;
  readonly perAddress: Limit;
}

/** Counts a request against the limit of its operation, and against a guest's limits. */
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

/** Takes a turn of the session and of the address. */
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

/** Returns the turn that a guest took at a time. Without an address, nothing changes there. */
export function returnTurn(takenMs: number, { windows, address }: Turns): Turns {
  const without = (log: readonly number[]) => log.toSpliced(log.lastIndexOf(takenMs), 1);
  const session = windows[GUEST_WINDOW] ?? [];
  const turns = address?.guestTurns ?? [];
  return {
    windows: session.includes(takenMs) ? { ...windows, [GUEST_WINDOW]: without(session) } : windows,
    address: turns.includes(takenMs) ? { schemaVersion: 1, guestTurns: without(turns) } : null,
  };
}
