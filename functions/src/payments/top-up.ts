import { DAY_MS, HOUR_MS, MINUTE_MS, type TopUpState } from '../contract/index.ts';

/** After a charge was claimed, no other for so long, however low the balance. */
export const COOL_DOWN_MS = 10 * MINUTE_MS;
/** Stripe forgets an idempotency key after a day: a charge without an end is not asked for again after this. */
const RESUMABLE_MS = 20 * HOUR_MS;
/** A task can be put off for 30 days. */
const MAX_WAIT_MS = 28 * DAY_MS;

/** What is known when a top-up is decided. */
export interface TopUpNow {
  readonly settings: { readonly belowMicros: number; readonly monthlyMaxCents: number } | null;
  readonly state: TopUpState;
  readonly balanceMicros: number;
  /** Of the pack chosen; null: it is not sold any more. */
  readonly priceCents: number | null;
  readonly hasCard: boolean;
  readonly nowMs: number;
}

export type TopUpDecision =
  /** There is enough, or it is off. */
  | { readonly kind: 'none' }
  /** To be written before anything is charged: the claim. */
  | { readonly kind: 'charge'; readonly state: TopUpState; readonly charge: Charge }
  /** Claimed before, with its end unknown: asking again under the same name charges once. */
  | { readonly kind: 'resume'; readonly charge: Charge }
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'stop'; readonly state: TopUpState };

type Charge = NonNullable<TopUpState['charge']>;
export type Stopped = NonNullable<TopUpState['stopped']>;

/** Whether to charge for a top-up: one at a time, a while apart, and in a month no more than its person allows. */
export function decideTopUp({
  settings,
  state,
  balanceMicros,
  priceCents,
  hasCard,
  nowMs,
}: TopUpNow): TopUpDecision {
  const { charge, lastAtMs } = state;
  if (charge)
    return nowMs - charge.atMs < RESUMABLE_MS ? { kind: 'resume', charge } : stop(state, 'no-answer');
  if (!settings || balanceMicros >= settings.belowMicros) return { kind: 'none' };
  if (!hasCard) return stop(state, 'no-card');
  if (priceCents === null) return stop(state, 'no-pack');
  if (lastAtMs !== null && nowMs < lastAtMs + COOL_DOWN_MS) {
    return { kind: 'wait', untilMs: lastAtMs + COOL_DOWN_MS };
  }
  const monthStartMs = Math.max(state.monthStartMs, monthOf(nowMs));
  const soFarCents = monthStartMs === state.monthStartMs ? state.chargedCents : 0;
  const chargedCents = soFarCents + priceCents;
  if (chargedCents > settings.monthlyMaxCents) {
    return { kind: 'wait', untilMs: Math.min(monthAfter(monthStartMs), nowMs + MAX_WAIT_MS) };
  }
  const count = state.count + 1;
  const claimed = { cause: `topup-${count}`, amountCents: priceCents, atMs: nowMs };
  const next = { ...state, monthStartMs, chargedCents, lastAtMs: nowMs, count, charge: claimed };
  return { kind: 'charge', state: next, charge: claimed };
}

/** How a charge ended; the end of another one changes nothing. Not paid, it does not count, and is not tried again. */
export function endTopUp(
  state: TopUpState,
  { cause, stopped }: { cause: string; stopped: Stopped | null },
): TopUpState {
  const { charge, chargedCents } = state;
  if (charge?.cause !== cause) return state;
  if (stopped === null) return { ...state, charge: null };
  return { ...state, charge: null, chargedCents: chargedCents - charge.amountCents, stopped };
}

/** Without an answer a charge may have been paid: it counts all the same. */
function stop(state: TopUpState, stopped: Stopped): TopUpDecision {
  return { kind: 'stop', state: { ...state, charge: null, stopped } };
}

function monthOf(timeMs: number): number {
  const time = new Date(timeMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth());
}

function monthAfter(monthStartMs: number): number {
  const time = new Date(monthStartMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1);
}
