import type { Firestore } from 'firebase-admin/firestore';
import { Account, AppError, appealIdOf, Erasure } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';

/** Returns the id of the appeal against the current suspension of an account; null: none that can be appealed. */
export async function currentAppealId(db: Firestore, accountId: string): Promise<string | null> {
  const account = decodeDocument(Account, await collection(db, 'accounts').doc(accountId).get());
  return appealIdOf(accountId, account?.value ?? null);
}

/** @throws AppError `already-settled` when an account stays closed because its user has requested the erasure */
export async function assertNotErased(db: Firestore, accountId: string): Promise<void> {
  const erasure = decodeDocument(Erasure, await collection(db, 'erasures').doc(accountId).get());
  if (!erasure || erasure.value.state === 'undone') return;
  throw new AppError('already-settled', { reason: 'erasure-requested' });
}
