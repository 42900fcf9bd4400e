import type { Firestore } from 'firebase-admin/firestore';
import { Account, AppError } from '../contract/index.ts';
import type { CheckEligibility } from '../platform/calls/eligibility.ts';
import type { Identities } from '../platform/identity/identities.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { type Blocks, blocked } from './blocks.ts';

export function createCheckEligibility(services: {
  readonly db: Firestore;
  readonly identities: Pick<Identities, 'ofUser'>;
  readonly blocks: Blocks;
}): CheckEligibility {
  const { db, identities, blocks } = services;
  return async ({ uid, accountId, client }) => {
    const [isBlocked, account] = await Promise.all([
      blocks.isBlocked({ uid, client }),
      collection(db, 'accounts').doc(accountId).get(),
    ]);
    if (isBlocked) return blocked();
    if (decodeDocument(Account, account)?.value.status === 'suspended') return new AppError('suspended');
    try {
      await identities.ofUser(uid);
      return null;
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated') return error;
      throw error;
    }
  };
}
