import { ACTIVITY_SHARDS, type ActivityStatus } from '@firemeter/functions/contract';
import {
  collection,
  type Firestore,
  type Query,
  type QueryConstraint,
  query,
  where,
} from 'firebase/firestore';
import { collections } from '../service/firebase/collections.ts';

/** Which requests; the store compares them, so that a filter finds what is on no page yet. */
export interface ActivityFilter {
  /** The account that pays. */
  accountId?: string;
  /** The users who made the requests; absent, without an account: everyone. */
  uids?: readonly string[];
  operation?: string;
  operations?: readonly string[];
  model?: string;
  statuses?: readonly ActivityStatus[];
  /** What users call a group of their requests. */
  label?: string;
  /** Only those whose results are favorites. */
  isFavorite?: true;
  traceId?: string;
  fromMs?: number;
  /** Not included. */
  untilMs?: number;
}

export const openStatuses = ['pending', 'processing'] as const satisfies readonly ActivityStatus[];
export const failedStatuses = ['failed', 'expired'] as const satisfies readonly ActivityStatus[];

export function activitiesMatching(firestore: Firestore, filter: ActivityFilter): Query {
  const { accountId, uids, operation, operations, model, statuses, label, isFavorite, traceId } = filter;
  const conditions: QueryConstraint[] = [];
  // Everyone's are spread over shards, so that no one index range takes every write.
  if (traceId) conditions.push(where('traceId', '==', traceId));
  else if (accountId !== undefined) conditions.push(where('accountId', '==', accountId));
  else if (!uids) conditions.push(where('shard', 'in', [...Array(ACTIVITY_SHARDS).keys()]));
  else if (uids.length === 1) conditions.push(where('uid', '==', uids[0]));
  else conditions.push(where('uid', 'in', uids));
  if (operation !== undefined) conditions.push(where('operation', '==', operation));
  if (model !== undefined) conditions.push(where('model', '==', model));
  if (operations) conditions.push(where('operation', 'in', operations));
  if (label !== undefined) conditions.push(where('label', '==', label));
  if (isFavorite) conditions.push(where('isFavorite', '==', true));
  if (statuses?.length === 1) conditions.push(where('status', '==', statuses[0]));
  else if (statuses) conditions.push(where('status', 'in', statuses));
  return query(collection(firestore, collections.activities), ...conditions, ...between(filter));
}

/** The days of a filter, by when something was made. */
export function between({ fromMs, untilMs }: { fromMs?: number; untilMs?: number }): QueryConstraint[] {
  return [
    ...(fromMs === undefined ? [] : [where('createdAt', '>=', new Date(fromMs))]),
    ...(untilMs === undefined ? [] : [where('createdAt', '<', new Date(untilMs))]),
  ];
}
