import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { Activity, activityIdOf, isOpen } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { assertStoreHolds } from '../../platform/store/assert-store-holds.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  type Versioned,
} from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import type { OutputStore } from './output-store.ts';

interface RemovalServices {
  readonly db: Firestore;
  readonly outputs: Pick<OutputStore, 'remove'>;
  readonly now: () => number;
}

/**
 * Deletes the results of a user's ended requests, with their files and prompts, and takes the requests off the lists of
 * results. What they cost stays in the history. Skips requests that are open, of others, or steps of a reel, which a
 * later step may start from. Safe to repeat.
 * @throws AppError `not-configured` while the store can't hold that a result was removed: the verifier would miss it
 */
export function removeResults(services: RemovalServices): Handler<'removeResults'> {
  const { db } = services;
  return async ({ requestIds }, { accountId, uid }) => {
    await assertStoreHolds(db, Activity.shape.removedAt);
    const ids = [...new Set(requestIds)].map((requestId) => activityIdOf({ accountId, requestId }));
    const found = await db.getAll(...ids.map((id) => collection(db, 'activities').doc(id)));
    const removals = found.map(async (snapshot) => {
      const stored = decodeDocument(Activity, snapshot);
      if (!stored || stored.value.uid !== uid || isOpen(stored.value) || stored.value.reelId !== null)
        return null;
      return remove(services, snapshot.id, stored);
    });
    const removed = (await Promise.all(removals)).filter((one) => one !== null);
    return { removed: removed.length };
  };
}

/** Deletes the files first, so that after a failure the next attempt finds the rest. @returns null after a conflict */
async function remove(
  { db, outputs, now }: RemovalServices,
  id: string,
  { value, version }: Versioned<Activity>,
) {
  await outputs.remove(id);
  const batch = db.batch();
  batch.delete(collection(db, 'results').doc(id));
  batch.delete(collection(db, 'prompts').doc(id));
  const removed = await encodeDocument(db, Activity, { ...value, removedAt: value.removedAt ?? now() });
  const change = { ...removed, isFavorite: FieldValue.delete() };
  batch.update(collection(db, 'activities').doc(id), change, { lastUpdateTime: version });
  return landed(batch.commit(), UNLESS_CONFLICT);
}
