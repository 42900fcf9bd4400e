import { Milestones } from '../contract/index.ts';
import { findAuthUser } from '../platform/identity/identities.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import type { ErasureServices } from './erasure-services.ts';
import { startErasure } from './start-erasure.ts';

/**
 * Requests the erasure of a user who was deleted in Firebase Auth, if anything is held about them. Leaves out guests who
 * have signed in to an account, with which they are erased. Safe to repeat, also while an erasure is under way.
 */
export async function eraseDeletedUser(
  services: ErasureServices,
  { uid, traceId }: { readonly uid: string; readonly traceId: string },
): Promise<void> {
  const { db, auth } = services;
  // They may have been created again under the same id.
  if (await findAuthUser(auth, uid)) return;
  const [account, profile, steps] = await db.getAll(
    collection(db, 'accounts').doc(uid),
    collection(db, 'people').doc(uid),
    collection(db, 'milestones').doc(uid),
  );
  if (!account?.exists && !profile?.exists) return;
  if (steps && decodeDocument(Milestones, steps)?.value.merged) return;
  await startErasure(services, { uid, by: 'auth', traceId });
}
