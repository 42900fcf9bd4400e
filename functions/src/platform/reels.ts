import type { Firestore } from 'firebase-admin/firestore';
import { activityIdOf, Reel } from '../contract/index.ts';
import { collection, decodeDocument, encodeDocument, type Versioned } from './documents.ts';
import { landed } from './landed.ts';

export interface Reels {
  read(uid: string, reelId: string): Promise<Versioned<Reel> | null>;
  /** False when there is one under this id already. */
  create(reel: Reel): Promise<boolean>;
  /** False when it has changed since it was read. */
  update(was: Versioned<Reel>, change: Partial<Reel>): Promise<boolean>;
}

export function createReels(options: { db: Firestore; now: () => number }): Reels {
  const { db, now } = options;
  const reference = (uid: string, reelId: string) =>
    collection(db, 'reels').doc(activityIdOf({ uid, requestId: reelId }));
  return {
    async read(uid, reelId) {
      return decodeDocument(Reel, await reference(uid, reelId).get());
    },
    async create(reel) {
      const fields = await encodeDocument(db, Reel, reel);
      const write = reference(reel.uid, reel.reelId).create(fields);
      return (await landed(write, ['exists'])) !== null;
    },
    async update({ value, version }, change) {
      const fields = await encodeDocument(db, Reel, { ...value, ...change, updatedAt: now() });
      const write = reference(value.uid, value.reelId).update(fields, { lastUpdateTime: version });
      return (await landed(write, ['conflict', 'aborted'])) !== null;
    },
  };
}
