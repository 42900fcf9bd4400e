import type { Firestore, Query } from 'firebase-admin/firestore';
import { Activity, activityIdOf, Reel } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { keyOfReel } from '../platform/store/reels.ts';
import { cancelActivity } from './cancel-activity.ts';
import { cancelReel } from './reel/cancel-reel.ts';
import type { ReelServices } from './reel/reel-services.ts';

/**
 * Cancels the running reels and requests of a user and of their account. What a stream has delivered is charged and the rest
 * is released, as with any cancel. Work that an app runs ends with its lease. Safe to repeat.
 */
export async function endWork(
  services: ReelServices & { readonly db: Firestore },
  uid: string,
): Promise<void> {
  const { db } = services;
  const reels = await collection(db, 'reels').where('uid', '==', uid).orderBy('createdAt', 'desc').get();
  for (const snapshot of reels.docs) {
    const reel = decodeDocument(Reel, snapshot)?.value;
    if (reel?.status !== 'running') continue;
    const { reelId, ...caller } = keyOfReel(reel);
    await cancelReel(services)({ reelId }, caller as never, () => undefined);
  }
  for (const open of openWork(db, uid)) {
    for (const snapshot of (await open.get()).docs) {
      const activity = decodeDocument(Activity, snapshot);
      if (!activity || activity.value.runBy === 'client') continue;
      await cancelActivity(services, activityIdOf(activity.value), activity);
    }
  }
}

function openWork(db: Firestore, uid: string): Query[] {
  const work = collection(db, 'activities');
  return (['accountId', 'uid'] as const).flatMap((of) =>
    (['pending', 'processing'] as const).map((status) =>
      work.where(of, '==', uid).where('status', '==', status).orderBy('createdAt', 'desc'),
    ),
  );
}
