import {
  Account,
  Activity,
  CATALOG_CONFIG,
  isPlaceholder,
  PublishedCatalog,
  storedReader,
} from '@firemeter/functions/contract';
import { collection, doc, orderBy, query, where } from 'firebase/firestore';
import type { ListSource } from '../lists/list-source.ts';
import type { LiveSource } from './live-store.ts';
import { type Collections, openActivitiesOf } from './open-activities.ts';

const WINDOW_SIZE = 50;

/** Returns the sources of what users read: accounts, their requests and the catalog. */
export function accountSources(collections: Collections) {
  const catalogSource: LiveSource<PublishedCatalog> = {
    key: 'catalog',
    target: (firestore) => doc(firestore, collections.config, CATALOG_CONFIG),
    read: storedReader(PublishedCatalog),
  };
  return {
    catalogSource,
    accountSource: (accountId: string): LiveSource<Account> => ({
      key: `account ${accountId}`,
      target: (firestore) => doc(firestore, collections.accounts, accountId),
      read: storedReader(Account),
    }),
    /** One request, wherever it stands in a list. */
    activitySource: (activityId: string): LiveSource<Activity> => ({
      key: `activity ${activityId}`,
      target: (firestore) => doc(firestore, collections.activities, activityId),
      read: storedReader(Activity),
    }),
    /** The requests of an account that have not ended, newest first. */
    openActivitiesSource: (accountId: string): LiveSource<Activity> => ({
      key: `open activities of ${accountId}`,
      target: (firestore) => openActivitiesOf(firestore, collections, accountId),
      read: storedReader(Activity),
    }),
    /** All requests of an account, newest first. */
    activitiesSource: (accountId: string): ListSource<Activity> =>
      activityList({
        key: `activities of ${accountId}`,
        query: (firestore) =>
          query(
            collection(firestore, collections.activities),
            where('accountId', '==', accountId),
            orderBy('createdAt', 'desc'),
          ),
        windowSize: WINDOW_SIZE,
      }),
  };
}

/** Makes a list of requests, without the placeholders of those cancelled before they came. */
export function activityList(
  list: Pick<ListSource<Activity>, 'key' | 'query' | 'windowSize' | 'keep'>,
): ListSource<Activity> {
  return {
    ...list,
    orderedBy: 'createdAt',
    read: storedReader(Activity),
    isShown: (activity) => !isPlaceholder(activity),
    happenedAt: ({ createdAt, startedAt, endedAt }) => endedAt ?? startedAt ?? createdAt,
  };
}
