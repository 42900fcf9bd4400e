import { type Account, balanceMicros, type Limit } from '@firemeter/functions/contract';

/** Whether a request can be made, and what stands in its way. */
export type CostState =
  | { kind: 'loading' }
  | { kind: 'unlimited' }
  | { kind: 'enough'; leftMicros: number }
  | { kind: 'low'; leftMicros: number }
  | { kind: 'insufficient'; missingMicros: number; availableMicros: number }
  | { kind: 'suspended'; reason: string | null }
  | { kind: 'limited'; limit: Limit; retryAtMs: number };

interface CostFacts {
  account: Account | undefined;
  operationName: string;
  limit: Limit | null;
  priceMicros: number;
  lowBalanceMicros: number;
  nowMs: number;
}

/** The same questions the server asks, in its order, so that a person learns the answer before asking. */
export function costState(facts: CostFacts): CostState {
  const { account, operationName, limit, priceMicros, lowBalanceMicros, nowMs } = facts;
  if (!account) return { kind: 'loading' };
  if (account.status === 'suspended') return { kind: 'suspended', reason: account.statusReason };
  if (limit) {
    const retryAtMs = nextTurnMs({ times: account.windows[operationName] ?? [], limit, nowMs });
    if (retryAtMs !== null) return { kind: 'limited', limit, retryAtMs };
  }
  if (account.unlimited) return { kind: 'unlimited' };
  const availableMicros = balanceMicros(account, nowMs);
  const leftMicros = availableMicros - priceMicros;
  if (leftMicros < 0) return { kind: 'insufficient', missingMicros: -leftMicros, availableMicros };
  return { kind: leftMicros < lowBalanceMicros ? 'low' : 'enough', leftMicros };
}

/** When the next request fits into the window, or null when it fits now. */
function nextTurnMs({
  times,
  limit,
  nowMs,
}: {
  times: readonly number[];
  limit: Limit;
  nowMs: number;
}): number | null {
  const inWindow = times.filter((time) => time > nowMs - limit.windowMs);
  const freeing = inWindow.at(-limit.max);
  return inWindow.length < limit.max || freeing === undefined ? null : freeing + limit.windowMs;
}

export function canRun(state: CostState): boolean {
  return state.kind === 'enough' || state.kind === 'low' || state.kind === 'unlimited';
}
