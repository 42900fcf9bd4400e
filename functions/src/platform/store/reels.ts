import type { Firestore } from 'firebase-admin/firestore';
import { activityIdOf, Reel } from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, type Versioned } from './documents.ts';
import { landed } from './landed.ts';

/** The key of a user's reel, with the account that pays. */
export interface ReelKey {
  readonly accountId: string;
  readonly uid: string;
  readonly reelId: string;
}

export interface Reels {
  /** Returns a user's own reel; null if there is none, or if another user of the account has the id. */
  read(key: ReelKey): Promise<Versioned<Reel> | null>;
  /** Returns false if a reel with this id exists, whoever owns it. */
  create(reel: Reel): Promise<boolean>;
  /** Returns false if the reel has changed since it was read. */
  update(was: Versioned<Reel>, change: Partial<Reel>): Promise<boolean>;
}

export function createReels(options: { db: Firestore; now: () => number }): Reels {
  const { db, now } = options;
  const reference = ({ accountId, reelId }: Pick<ReelKey, 'accountId' | 'reelId'>) =>
    collection(db, 'reels').doc(activityIdOf({ accountId, requestId: reelId }));
  return {
    async read(key) {
      const stored = decodeDocument(Reel, await reference(key).get());
      if (stored?.value.uid !== key.uid) return null;
      // A store that has not been raised yet doesn't have the field.
      return { ...stored, value: { ...stored.value, accountId: key.accountId } };
    },
    async create(reel) {
      const fields = await encodeDocument(db, Reel, reel);
      const write = reference(keyOfReel(reel)).create(fields);
      return (await landed(write, ['exists'])) !== null;
    },
    async update({ value, version }, change) {
      const fields = await encodeDocument(db, Reel, { ...value, ...change, updatedAt: now() });
      const write = reference(keyOfReel(value)).update(fields, { lastUpdateTime: version });
      return (await landed(write, ['conflict', 'aborted'])) !== null;
    },
  };
}

/** Returns the key of a reel. Its owner's own account pays for an older one. */
export function keyOfReel({ accountId, uid, reelId }: Reel): ReelKey {
  return { accountId: accountId ?? uid, uid, reelId };
}
