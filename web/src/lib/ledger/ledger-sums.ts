import { count, type Firestore, getAggregateFromServer, type Query, sum } from 'firebase/firestore';
import { isBelow, type Position } from '#kit/lists/position.ts';
import { movementsMatching } from './ledger-query.ts';
import { readMovements } from './read-movements.ts';
import type { BalanceAfter } from './running-balance.ts';

/** The sums of movements, added up by the store. */
export interface LedgerSums extends BalanceAfter {
  readonly count: number;
}

/** @param movements as `movementsMatching` returns them */
export async function readLedgerSums(movements: Query): Promise<LedgerSums> {
  const snapshot = await getAggregateFromServer(movements, {
    count: count(),
    balanceMicros: sum('totalMicros'),
    debtMicros: sum('debtDeltaMicros'),
  });
  return snapshot.data();
}

/**
 * Adds up all movements of an account below a position. The store can't add up from a document on, only from a time on:
 * the few movements of the same millisecond are read.
 */
export async function readSumsBelow(
  firestore: Firestore,
  accountId: string,
  position: Position,
): Promise<BalanceAfter> {
  const { order } = position;
  const [before, atOnce] = await Promise.all([
    readLedgerSums(movementsMatching(firestore, accountId, { untilMs: order })),
    readMovements(firestore, { accountId, filter: { fromMs: order, untilMs: order + 1 } }),
  ]);
  let { balanceMicros, debtMicros } = before;
  for (const { id, value } of atOnce) {
    if (!isBelow({ order, id }, position)) continue;
    balanceMicros += value.totalMicros;
    debtMicros += value.debtDeltaMicros;
  }
  return { balanceMicros, debtMicros };
}
