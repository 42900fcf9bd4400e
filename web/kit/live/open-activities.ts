import type { CollectionName } from '@firemeter/functions/contract';
import { collection, type Firestore, limit, orderBy, type Query, query, where } from 'firebase/firestore';

/** The names of the collections of a deployment. */
export type Collections = Readonly<Record<CollectionName, string>>;

/** As many as the rules let one query request. */
export const openActivitiesShown = 200;

/** Returns the query of an account's requests that have not ended, newest first. */
export function openActivitiesOf(firestore: Firestore, collections: Collections, accountId: string): Query {
  return query(
    collection(firestore, collections.activities),
    where('accountId', '==', accountId),
    where('status', 'in', ['pending', 'processing']),
    orderBy('createdAt', 'desc'),
    limit(openActivitiesShown),
  );
}
