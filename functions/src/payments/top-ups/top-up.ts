import {
  addMoney,
  compareMoney,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  type Money,
  type TopUpState,
} from '../../contract/index.ts';

/** The time between two charges, however low the balance. */
export const COOL_DOWN_MS = 10 * MINUTE_MS;
/** Stripe forgets an idempotency key after a day. A charge with an unknown outcome is not retried after this. */
const RESUMABLE_MS = 20 * HOUR_MS;
/** A task can be put off for 30 days. */
const MAX_WAIT_MS = 28 * DAY_MS;

/** The facts from which a top-up is decided. */
export interface TopUpNow {
  readonly settings: { readonly belowMicros: number; readonly monthlyMax: Money } | null;
  /** Its charges are in the currency of the settings. */
  readonly state: TopUpState;
  readonly balanceMicros: number;
  /** The price of the selected pack; null: it isn't sold any more. */
  readonly price: Money | null;
  readonly hasCard: boolean;
  readonly nowMs: number;
}

export type TopUpDecision =
  /** The balance is sufficient, or top-ups are off. */
  | { readonly kind: 'none' }
  /** A new charge. The state is stored before anything is charged. */
  | { readonly kind: 'charge'; readonly state: TopUpState; readonly charge: Charge }
  /** A claimed charge with an unknown outcome. A retry under the same id charges once. */
  | { readonly kind: 'resume'; readonly charge: Charge }
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'stop'; readonly state: TopUpState };

type Charge = NonNullable<TopUpState['charge']>;
export type Stopped = NonNullable<TopUpState['stopped']>;

/**
 * Decides whether to charge for a top-up: one at a time, with a pause between them, and at most the user's maximum in a
 * month.
 */
export function decideTopUp({
  settings,
  state,
  balanceMicros,
  price,
  hasCard,
  nowMs,
}: TopUpNow): TopUpDecision {
  const { charge, lastAtMs } = state;
  if (charge)
    return nowMs - charge.atMs < RESUMABLE_MS ? { kind: 'resume', charge } : stop(state, 'no-answer');
  if (!settings || balanceMicros >= settings.belowMicros) return { kind: 'none' };
  if (!hasCard) return stop(state, 'no-card');
  if (price === null) return stop(state, 'no-pack');
  if (lastAtMs !== null && nowMs < lastAtMs + COOL_DOWN_MS) {
    return { kind: 'wait', untilMs: lastAtMs + COOL_DOWN_MS };
  }
  const monthStartMs = Math.max(state.monthStartMs, monthStart(nowMs));
  const soFarCents = monthStartMs === state.monthStartMs ? state.chargedCents : 0;
  const charged = addMoney({ ...settings.monthlyMax, amountCents: soFarCents }, price);
  if (compareMoney(charged, settings.monthlyMax) > 0) {
    return { kind: 'wait', untilMs: Math.min(monthAfter(monthStartMs), nowMs + MAX_WAIT_MS) };
  }
  const count = state.count + 1;
  const claimed = { cause: `topup-${count}`, amountCents: price.amountCents, atMs: nowMs };
  const next = {
    ...state,
    monthStartMs,
    chargedCents: charged.amountCents,
    lastAtMs: nowMs,
    count,
    charge: claimed,
  };
  return { kind: 'charge', state: next, charge: claimed };
}

/**
 * Ends a charge. Ignores the end of any other charge. A failed charge doesn't count and isn't retried.
 * @param isCounted whether the state counts it: false if the settings have changed to another currency since
 */
export function endTopUp(
  state: TopUpState,
  { cause, stopped, isCounted = true }: { cause: string; stopped: Stopped | null; isCounted?: boolean },
): TopUpState {
  const { charge, chargedCents } = state;
  if (charge?.cause !== cause) return state;
  if (stopped === null) return { ...state, charge: null };
  const backCents = isCounted ? Math.min(charge.amountCents, chargedCents) : 0;
  return { ...state, charge: null, chargedCents: chargedCents - backCents, stopped };
}

/** Stops top-ups. A charge with an unknown outcome may have been paid, so it counts. */
function stop(state: TopUpState, stopped: Stopped): TopUpDecision {
  return { kind: 'stop', state: { ...state, charge: null, stopped } };
}

/** Returns when the calendar month (UTC) of a time began. */
export function monthStart(timeMs: number): number {
  const time = new Date(timeMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth());
}

function monthAfter(monthStartMs: number): number {
  const time = new Date(monthStartMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1);
}
