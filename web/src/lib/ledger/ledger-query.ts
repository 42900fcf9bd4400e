import { LedgerEntry, storedReader } from '@firemeter/functions/contract';
import {
  collection,
  type Firestore,
  orderBy,
  type Query,
  type QueryConstraint,
  query,
  where,
} from 'firebase/firestore';
import type { ListSource } from '#kit/lists/list-source.ts';
import { collections } from '../service/firebase/collections.ts';
import { between } from '../work/activity-filter.ts';
import { type MovementType, movementTypes } from './movement-type.ts';

/** How the work of usage can end. What failed is charged for what it had delivered. */
export type Ending = keyof typeof statusesOf;

const statusesOf = { completed: ['completed'], failed: ['failed', 'expired'] } as const;

/** A filter of an account's movements, which the store compares. */
export interface LedgerFilter {
  readonly type?: MovementType;
  /** Of usage. */
  readonly operation?: string;
  /** Of one of the operation's models; without the operation it is not compared. */
  readonly model?: string;
  /** How the work of usage ended. It is compared alone. */
  readonly ending?: Ending;
  readonly fromMs?: number;
  /** Not included. */
  readonly untilMs?: number;
}

/** Returns the query for movements, newest first and without a limit. */
export function movementsMatching(firestore: Firestore, accountId: string, filter: LedgerFilter = {}): Query {
  const { type, operation, model, ending } = filter;
  const conditions: QueryConstraint[] = [where('accountId', '==', accountId)];
  if (ending !== undefined) {
    conditions.push(where('status', 'in', statusesOf[ending]));
  } else if (operation !== undefined) {
    conditions.push(where('operation', '==', operation));
    if (model !== undefined) conditions.push(where('model', '==', model));
  } else if (type !== undefined) {
    const { kind, sources } = movementTypes[type];
    conditions.push(where('kind', '==', kind));
    if (sources) conditions.push(where('lot.source', 'in', sources));
  }
  return query(
    collection(firestore, collections.ledger),
    ...conditions,
    ...between(filter),
    orderBy('createdAt', 'desc'),
  );
}

/** Everything that moved an account's credits and matches a filter, newest first. */
export function ledgerList(accountId: string, filter: LedgerFilter = {}): ListSource<LedgerEntry> {
  return {
    key: `ledger of ${accountId} ${JSON.stringify(filter)}`,
    query: (firestore) => movementsMatching(firestore, accountId, filter),
    orderedBy: 'createdAt',
    read: storedReader(LedgerEntry),
    windowSize: 50,
    happenedAt: ({ createdAt }) => createdAt,
  };
}
