import type { Firestore } from 'firebase-admin/firestore';
import { Account, currentPlan } from '../../contract/index.ts';
import { collection, decodeDocument } from './documents.ts';

/** Creates a function that reads the plan that an account has now; null: none. */
export function createPlanOf({ db, now }: { readonly db: Firestore; readonly now: () => number }) {
  return async (accountId: string): Promise<string | null> => {
    const account = decodeDocument(Account, await collection(db, 'accounts').doc(accountId).get());
    return account && currentPlan(account.value, now());
  };
}
