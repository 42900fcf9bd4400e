import { type BalanceFacts, CATALOG_CONFIG, readBalanceFacts } from '@firemeter/functions/contract';
import { doc } from 'firebase/firestore';
import type { LiveSource } from './live-store.ts';
import { type Collections, openActivitiesOf } from './open-activities.ts';
import type { ReadStored } from './read-stored.ts';

/** Reads a part of a document without its schema, so that a page that shows a balance doesn't load all schemas. */
const readPart =
  <T>(part: (stored: never) => T | null | undefined): ReadStored<T> =>
  (stored) => {
    const data = part(stored as never);
    return data === null || data === undefined
      ? { success: false, error: 'A field is missing' }
      : { success: true, data };
  };

/** The account, as far as its balance follows from it. */
export function balanceSource(collections: Collections, accountId: string): LiveSource<BalanceFacts> {
  return {
    key: `balance ${accountId}`,
    target: (firestore) => doc(firestore, collections.accounts, accountId),
    read: readPart(readBalanceFacts),
  };
}

/** Returns the source of the credits that each running request of an account holds. */
export function holdsSource(collections: Collections, accountId: string): LiveSource<number> {
  return {
    key: `holds ${accountId}`,
    target: (firestore) => openActivitiesOf(firestore, collections, accountId),
    read: readPart(({ heldMicros }: { heldMicros?: number }) => heldMicros),
  };
}

/** The balance that the catalog calls low. */
export function lowBalanceSource(collections: Collections): LiveSource<number> {
  return {
    key: 'low balance',
    target: (firestore) => doc(firestore, collections.config, CATALOG_CONFIG),
    read: readPart(({ catalog }: { catalog?: { lowBalanceMicros?: number } }) => catalog?.lowBalanceMicros),
  };
}
