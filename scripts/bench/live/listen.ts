import { ACTIVITY_SHARDS, type Activity, collections } from '@firemeter/functions/contract';
import type { Firestore, Timestamp } from 'firebase-admin/firestore';
import { Sightings } from './sightings.ts';

interface Arrival {
  /** By the store's own clock. */
  readonly committedMs: number;
  readonly atMs: number;
}

export interface Listening extends Disposable {
  readonly arrivals: Sightings<Arrival>;
}

/** A bare listener on what the live page listens to: what the store itself takes. */
export async function listen(db: Firestore): Promise<Listening> {
  const arrivals = new Sightings<Arrival>('A listener');
  const { promise: isOpen, resolve, reject } = Promise.withResolvers<void>();
  const stop = db
    .collection(collections.activities)
    .where('shard', 'in', [...Array(ACTIVITY_SHARDS).keys()])
    .orderBy('createdAt', 'desc')
    .limit(100)
    .onSnapshot((snapshot) => {
      const atMs = Date.now();
      for (const { doc } of snapshot.docChanges()) {
        const { promptPreview, status } = doc.data() as Activity;
        arrivals.saw(`${promptPreview}: ${status}`, { committedMs: millisecondsOf(doc.updateTime), atMs });
      }
      resolve();
    }, reject);
  await isOpen;
  return { arrivals, [Symbol.dispose]: stop };
}

export function millisecondsOf({ seconds, nanoseconds }: Timestamp): number {
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
