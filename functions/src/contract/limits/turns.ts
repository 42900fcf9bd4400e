import type { Limit } from '../catalog/catalog.ts';
import type { PlanRules } from '../catalog/pricing.ts';
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

const NO_PLANS: PlanRules = { limits: {}, opening: null };

/** Returns the plan that an account subscribes to at a time; null: none, or it has ended. */
export function currentPlan({ plan }: Pick<Account, 'plan'>, nowMs: number): string | null {
  return plan && nowMs < plan.untilMs ? plan.name : null;
}

/** Returns the limit of an operation for subscribers of a plan. A plan only raises it. */
export function limitOnPlan(
  limit: Limit | null,
  { limits }: Pick<PlanRules, 'limits'>,
  plan: string | null,
): Limit | null {
  const max = plan !== null && Object.hasOwn(limits, plan) ? limits[plan] : undefined;
  return limit && max !== undefined ? { ...limit, max: Math.max(limit.max, max) } : limit;
}

/** Returns whether a plan opens a model. */
export function isOpenOn({ opening }: Pick<PlanRules, 'opening'>, plan: string | null): boolean {
  return opening === null || opening.plans.some(({ name }) => name === plan);
}

interface TurnRequest {
  readonly operation: string;
  readonly limit: Limit | null;
  readonly guest: Guest | null;
  /** Absent: plans change nothing. */
  readonly plans?: PlanRules | undefined;
}

/**
 * Counts a request against the limit of its operation, and against a guest's limits, by the plan that the account has.
 * @returns the turns, and the plan; null: none
 */
export function takeTurns(
  { operation, limit: ofAll, guest, plans = NO_PLANS }: TurnRequest,
  { account, address }: { account: Pick<Account, 'windows' | 'plan'>; address: AddressTurns | null },
  nowMs: number,
): (Turns & { readonly plan: string | null }) | AppError {
  const plan = currentPlan(account, nowMs);
  const turns = { windows: account.windows, address, plan };
  if (plans.opening && !isOpenOn(plans, plan)) return new AppError('plan-required', plans.opening);
  const limit = limitOnPlan(ofAll, plans, plan);
  const own = limit ? admit(turns.windows[operation] ?? [], limit, nowMs) : null;
  if (own?.kind === 'refused') {
    const { retryAfterMs } = own;
    return new AppError('rate-limited', { reason: 'operation', retryAfterMs });
  }
  const taken = guest ? takeGuestTurn(guest, turns, nowMs) : turns;
  if (taken instanceof AppError) return taken;
  const windows = own ? { ...taken.windows, [operation]: own.log } : taken.windows;
  return { ...taken, windows, plan };
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
