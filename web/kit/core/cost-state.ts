import {
  type Account,
  balanceMicros,
  GUEST_WINDOW,
  guestAllowance,
  type Limit,
} from '@firemeter/functions/contract';

/** Whether a request can be made, and what stands in its way. */
export type CostState =
  | { kind: 'loading' }
  | { kind: 'unlimited' }
  /** The team's own work, where the catalog lets it run free. */
  | { kind: 'free' }
  | { kind: 'enough'; leftMicros: number }
  | { kind: 'low'; leftMicros: number }
  /** Enough to begin with: what grows until it ends stops when the credits do. */
  | { kind: 'partly'; availableMicros: number }
  | { kind: 'insufficient'; missingMicros: number; availableMicros: number }
  | { kind: 'suspended'; reason: string | null }
  | { kind: 'limited'; limit: Limit; retryAtMs: number }
  /** The model is for subscribers of these plans. */
  | { kind: 'plan-required'; plans: readonly string[] }
  | { kind: 'guest'; left: number; limit: Limit }
  | { kind: 'guest-limited'; limit: Limit; retryAtMs: number }
  /** People without an account cannot do this. */
  | { kind: 'guest-barred' };

export interface CostFacts {
  account: Account | undefined;
  operationName: string;
  /** For the plan that the account has. */
  limit: Limit | null;
  /** The labels of the plans that open the model; null: it is open. */
  openedBy: readonly string[] | null;
  /** The most it can cost. */
  priceMicros: number;
  /** What must be there to begin with. */
  leastMicros: number;
  /** What requests will take whose hold the account does not show yet. */
  expectedMicros: number;
  /** Nothing is charged to this person. */
  runsFree: boolean;
  /** The free turns of people without an account; null where they cannot do this. */
  guestLimit: Limit | null;
  lowBalanceMicros: number;
  nowMs: number;
}

/** The same questions the server asks, in its order, so that a person learns the answer before asking. */
export function costState(facts: CostFacts): CostState {
  const { account, operationName, limit, openedBy, guestLimit, nowMs } = facts;
  if (!account) return { kind: 'loading' };
  if (account.status === 'suspended') return { kind: 'suspended', reason: account.statusReason };
  if (openedBy) return { kind: 'plan-required', plans: openedBy };
  if (limit) {
    const { nextTurnAtMs } = guestAllowance(
      [{ limit, takenMs: account.windows[operationName] ?? [] }],
      nowMs,
    );
    if (nextTurnAtMs !== null) return { kind: 'limited', limit, retryAtMs: nextTurnAtMs };
  }
  if (account.kind === 'guest') {
    if (!guestLimit) return { kind: 'guest-barred' };
    const takenMs = account.windows[GUEST_WINDOW] ?? [];
    const { nextTurnAtMs, remaining } = guestAllowance([{ limit: guestLimit, takenMs }], nowMs);
    if (nextTurnAtMs !== null) return { kind: 'guest-limited', limit: guestLimit, retryAtMs: nextTurnAtMs };
    return { kind: 'guest', left: remaining, limit: guestLimit };
  }
  if (account.unlimited) return { kind: 'unlimited' };
  return facts.runsFree ? { kind: 'free' } : stateOfBalance(account, facts);
}

function stateOfBalance(account: Account, facts: CostFacts): CostState {
  const { priceMicros, leastMicros, expectedMicros, lowBalanceMicros, nowMs } = facts;
  const availableMicros = Math.max(0, balanceMicros(account, nowMs) - expectedMicros);
  if (availableMicros < leastMicros) {
    return { kind: 'insufficient', missingMicros: leastMicros - availableMicros, availableMicros };
  }
  const leftMicros = availableMicros - priceMicros;
  if (leftMicros < 0) return { kind: 'partly', availableMicros };
  return { kind: leftMicros < lowBalanceMicros ? 'low' : 'enough', leftMicros };
}

const open: readonly CostState['kind'][] = ['enough', 'low', 'partly', 'unlimited', 'free', 'guest'];

export function canRun({ kind }: CostState): boolean {
  return open.includes(kind);
}

/** The four ways a price can stand to a person, and what is none of them. */
export type CostTone = 'sufficient' | 'low' | 'insufficient' | 'guest' | 'blocked' | 'unknown';

const tones: Record<CostState['kind'], CostTone> = {
  loading: 'unknown',
  unlimited: 'sufficient',
  free: 'sufficient',
  enough: 'sufficient',
  low: 'low',
  partly: 'low',
  insufficient: 'insufficient',
  suspended: 'blocked',
  limited: 'blocked',
  'plan-required': 'blocked',
  guest: 'guest',
  'guest-limited': 'guest',
  'guest-barred': 'guest',
};

export function toneOf({ kind }: CostState): CostTone {
  return tones[kind];
}
