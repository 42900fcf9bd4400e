import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import type { Handler } from '../platform/calls/callable.ts';
import { collection } from '../platform/store/documents.ts';

/** The most documents of one commit. */
const PAGE = 400;

/** Marks notifications of the caller as read. Ids of others are ignored. */
export function markNotificationsRead({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'markNotificationsRead'> {
  return async ({ notificationIds }, { uid }) => {
    if (notificationIds) {
      const found = await db.getAll(...notificationIds.map((id) => collection(db, 'notifications').doc(id)), {
        fieldMask: ['uid', 'readAt'],
      });
      const unread = found.filter((one) => one.get('uid') === uid && one.get('readAt') === null);
      return { marked: await mark(unread.map(({ ref }) => ref)) };
    }
    let marked = 0;
    for (;;) {
      const { docs } = await collection(db, 'notifications')
        .where('uid', '==', uid)
        .where('readAt', '==', null)
        .limit(PAGE)
        .select()
        .get();
      marked += await mark(docs.map(({ ref }) => ref));
      if (docs.length < PAGE) return { marked };
    }
  };

  async function mark(references: readonly DocumentReference[]): Promise<number> {
    if (references.length === 0) return 0;
    const batch = db.batch();
    for (const reference of references) batch.update(reference, { readAt: new Date(now()) });
    await batch.commit();
    return references.length;
  }
}
