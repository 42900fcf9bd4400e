import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { Activity, activityIdOf } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { assertStoreHolds } from '../../platform/store/assert-store-holds.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';

/**
 * Marks results of a user's completed requests as favorites, or takes the mark away. Skips requests that have no result,
 * or whose result was removed, and those of others. Safe to repeat.
 * @throws AppError `not-configured` while the store can't hold the mark
 */
export function markFavorites({ db }: { readonly db: Firestore }): Handler<'markFavorites'> {
  return async ({ requestIds, isFavorite }, { accountId, uid }) => {
    await assertStoreHolds(db, Activity.shape.isFavorite);
    const ids = [...new Set(requestIds)].map((requestId) => activityIdOf({ accountId, requestId }));
    const found = await db.getAll(...ids.map((id) => collection(db, 'activities').doc(id)));
    const marks = found.map(async (snapshot) => {
      const stored = decodeDocument(Activity, snapshot);
      if (!stored || stored.value.uid !== uid || !hasResult(stored.value)) return null;
      const mark = { isFavorite: isFavorite || FieldValue.delete() };
      return landed(snapshot.ref.update(mark, { lastUpdateTime: stored.version }), UNLESS_CONFLICT);
    });
    const marked = (await Promise.all(marks)).filter((one) => one !== null);
    return { marked: marked.length };
  };
}

function hasResult({ status, removedAt }: Activity): boolean {
  return status === 'completed' && removedAt === undefined;
}
