import type { LedgerEntry } from '@firemeter/functions/contract';

/** An account's balance after a movement, held credits included. */
export interface BalanceAfter {
  readonly balanceMicros: number;
  readonly debtMicros: number;
}

type Movement = Pick<LedgerEntry, 'totalMicros' | 'debtDeltaMicros'>;

interface Listed {
  readonly id: string;
  readonly value: Movement;
}

/**
 * Returns the balance after each movement of a list without gaps.
 * @param items newest first
 * @param below the sums of all movements below the last item
 */
export function runningBalance(items: readonly Listed[], below: BalanceAfter): Map<string, BalanceAfter> {
  const after = new Map<string, BalanceAfter>();
  let { balanceMicros, debtMicros } = below;
  for (const { id, value } of items.toReversed()) {
    balanceMicros += value.totalMicros;
    debtMicros += value.debtDeltaMicros;
    after.set(id, { balanceMicros, debtMicros });
  }
  return after;
}
