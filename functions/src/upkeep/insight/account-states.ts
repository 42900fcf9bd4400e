import { partOf } from '../../contract/index.ts';

/** The remaining value of a paid lot. Values are in microcents. */
export interface LotState {
  micros: number;
  value: number;
  currency: string;
  source: string;
  /** The month in which it was granted. */
  born: string;
  /** The amount taken back from it, spent credits included, and its value. */
  takenMicros: number;
  takenValue: number;
}

/** The part of a payment for which no credits were granted yet. */
export interface PendingState {
  value: number;
  currency: string;
  source: string;
  /** The amount paid, tax included, less refunds. */
  openCents: number;
  takenCents: number;
  takenValue: number;
  /** For a plan without a price per credit: its value is earned evenly over these stretches of days, `to` excluded. */
  stretches?: { from: string; to: string; value: number }[];
}

/** A refund or a lost dispute, or its end: the ledger's entries about it are named after it, and count on its day. */
interface ReversalState {
  by: 'refund' | 'dispute';
  day: string;
}

/** What is known of the first visits of an account's person. */
export interface VisitorState {
  /** The account's own first visit; null: not known yet. */
  visitMs: number | null;
  isGuest: boolean;
  hasAccount: boolean;
  /** The earliest first visit of the guests who signed in to the account. */
  guestVisitMs: number | null;
  /** The account that the guest signed in to: the person is counted there. */
  into: string | null;
}

/** Figures whose states are of another version are computed anew. */
export const STATES_VERSION = 2;

/**
 * A lot of credits, paid or free, as far as the ledger and the usage logs have come. It is kept for a while after it is empty, so
 * that past days can be replayed.
 */
export interface CreditLot {
  source: string;
  grantedAtMs: number;
  expiresAtMs: number | null;
  micros: number;
  /** The value of its credits when some came in last, in microcents, and their number; null: they are free. */
  worth: { value: number; micros: number; currency: string } | null;
  emptiedAtMs: number | null;
}

/** The state of an account that the job needs to value later facts, and by which staff sort accounts. */
export interface AccountState {
  lots: Record<string, LotState>;
  credits: Record<string, CreditLot>;
  pending: Record<string, PendingState>;
  reversals: Record<string, ReversalState>;
  hasPaid: boolean;
  /** The total of its captured credits. */
  capturedMicros: number;
  /** Its unspent credits, held ones included. */
  balanceMicros: number;
  /** The end of its latest request, its latest purchase, or its first visit; 0: none of them is known. */
  lastSeenMs: number;
  /** Absent: no milestone of theirs is known. */
  visitor?: VisitorState;
}

export function emptyState(): AccountState {
  return {
    ...{ lots: {}, credits: {}, pending: {}, reversals: {}, hasPaid: false },
    ...{ capturedMicros: 0, balanceMicros: 0, lastSeenMs: 0 },
  };
}

/** Returns whether an account's state equals that of an unknown account. */
export function isEmpty({
  lots,
  credits,
  pending,
  reversals,
  hasPaid,
  capturedMicros,
  balanceMicros,
  lastSeenMs,
  visitor,
}: AccountState): boolean {
  return (
    !hasPaid &&
    !visitor &&
    [capturedMicros, balanceMicros, lastSeenMs].every((one) => one === 0) &&
    [lots, credits, pending, reversals].every((known) => Object.keys(known).length === 0)
  );
}

/** Takes credits out of a lot. @returns their value */
export function takeFromLot(lot: LotState, micros: number): number {
  const value = partOf(lot.value, micros, lot.micros);
  lot.value -= value;
  lot.micros = Math.max(0, lot.micros - micros);
  return value;
}

/** Notes that the account's user was there. */
export function see(state: AccountState, atMs: number): void {
  state.lastSeenMs = Math.max(state.lastSeenMs, atMs);
}

/** Removes state that no later fact can use. */
export function tidy(state: AccountState): void {
  for (const [id, lot] of Object.entries(state.lots)) {
    if (lot.micros === 0 && lot.value === 0 && lot.takenMicros === 0) delete state.lots[id];
  }
}
