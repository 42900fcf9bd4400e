/** What a lot that was paid for is still worth. Values are in microcents. */
export interface LotState {
  micros: number;
  value: number;
  currency: string;
  source: string;
  /** The month in which it was granted. */
  born: string;
  /** What was taken back of it, spent credits included, and what that was worth. */
  takenMicros: number;
  takenValue: number;
}

/** What a payment has paid for that no credits were granted for yet. */
export interface PendingState {
  value: number;
  currency: string;
  source: string;
  /** What was paid, tax and all, and has not gone back. */
  openCents: number;
  takenCents: number;
  takenValue: number;
  /** Of a plan without a price per credit: its value is earned evenly over these stretches of days, the last one excluded. */
  stretches?: { from: string; to: string; value: number }[];
}

/** A refund or a lost dispute, or its end: the ledger's entries about it are named after it, and count on its day. */
interface ReversalState {
  by: 'refund' | 'dispute';
  day: string;
}

/** What the job has to know of an account to value what happens next. */
export interface AccountState {
  lots: Record<string, LotState>;
  pending: Record<string, PendingState>;
  reversals: Record<string, ReversalState>;
  hasPaid: boolean;
  /** What its credits were captured for in all. */
  capturedMicros: number;
}

export function emptyState(): AccountState {
  return { lots: {}, pending: {}, reversals: {}, hasPaid: false, capturedMicros: 0 };
}

/** Whether nothing is known of an account that an unknown one does not have too. */
export function isEmpty({ lots, pending, reversals, hasPaid, capturedMicros }: AccountState): boolean {
  return (
    !hasPaid &&
    capturedMicros === 0 &&
    [lots, pending, reversals].every((known) => Object.keys(known).length === 0)
  );
}

/** Returns a part of a value, rounded; the whole for the whole, so that nothing is left over. */
export function partOf(value: number, part: number, whole: number): number {
  if (part >= whole) return value;
  const doubled = (BigInt(value) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n);
  return Number(doubled);
}

/** Takes credits out of a lot. @returns what they were worth */
export function takeFromLot(lot: LotState, micros: number): number {
  const value = partOf(lot.value, micros, lot.micros);
  lot.value -= value;
  lot.micros = Math.max(0, lot.micros - micros);
  return value;
}

/** Forgets what nothing can come of any more. */
export function tidy(state: AccountState): void {
  for (const [id, lot] of Object.entries(state.lots)) {
    if (lot.micros === 0 && lot.value === 0 && lot.takenMicros === 0) delete state.lots[id];
  }
}
