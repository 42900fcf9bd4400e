import type { Firestore } from 'firebase-admin/firestore';
import { type Arm, type ArmOptions, Refused } from './arm.ts';
import {
  activityOf,
  afterAdmission,
  afterPayment,
  completed,
  documentsOf,
  logOf,
  newRequest,
  priceIn,
  resultOf,
} from './documents.ts';

/**
 * As the documentation teaches it and a careful reviewer would ask for it: each request one transaction that reads all
 * it needs in one `getAll`, and writes account, limit, log and activity together.
 */
export function textbook(db: Firestore, { limit }: ArmOptions): Arm {
  const documents = documentsOf(db, 'textbook');
  return {
    name: 'textbook',
    open: documents.open,
    async begin(accountId) {
      const request = newRequest(accountId);
      const { activityId } = request;
      const account = documents.account(accountId);
      const counter = documents.limit(accountId);
      await db.runTransaction(async (transaction) => {
        const [paying, counted, config] = await transaction.getAll(account, counter, documents.config());
        const price = priceIn(config?.data());
        transaction.update(account, afterPayment(paying?.data(), price));
        transaction.set(counter, afterAdmission(counted?.data(), limit));
        transaction.create(documents.log(activityId), logOf(request, price));
        transaction.create(documents.activity(activityId), activityOf(request, price));
      });
      return () =>
        db.runTransaction(async (transaction) => {
          const activity = documents.activity(activityId);
          const stored = await transaction.get(activity);
          if (stored.get('status') !== 'processing') throw new Refused('ended already');
          transaction.update(activity, completed());
          transaction.set(documents.result(activityId), resultOf(accountId));
        });
    },
    [Symbol.asyncDispose]: () => db.terminate(),
  };
}
