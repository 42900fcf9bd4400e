import { type Firestore, type Query, Timestamp } from 'firebase/firestore';
import type { ReadStored } from '../live/read-stored.ts';
import type { Position } from './position.ts';

/** A list that is read newest first. Sources with the same key share one listener and what was loaded. */
export interface ListSource<T> {
  key: string;
  /** The documents in question, in descending order of `orderedBy`; without a limit. */
  query: (firestore: Firestore) => Query;
  orderedBy: string;
  read: ReadStored<T>;
  /** How many are live. The rules allow 200. */
  windowSize: number;
  /** The most that is kept until somebody loads older ones; absent: everything. */
  keep?: number;
  /** Whether a document is one of the list; absent: each that is found is. */
  isShown?: (value: T) => boolean;
  /** When what a document shows last happened, by the server's clock; for the delay that is shown. */
  happenedAt?: (value: T) => number;
}

/** Where a document stands in a list. @param raw the stored value of what the list is ordered by */
export function positionOf(id: string, raw: unknown): Position {
  const order = raw instanceof Timestamp ? raw.toMillis() : typeof raw === 'number' ? raw : 0;
  return { id, order, raw };
}
