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

/** As it grows by itself: one call after the other, each awaited, each simple. */
export function naive(db: Firestore, { limit }: ArmOptions): Arm {
  const documents = documentsOf(db, 'naive');
  function admit(accountId: string): Promise<void> {
    const counter = documents.limit(accountId);
    return db.runTransaction(async (transaction) => {
      const counted = await transaction.get(counter);
      transaction.set(counter, afterAdmission(counted.data(), limit));
    });
  }
  return {
    name: 'naive',
    open: documents.open,
    admit,
    async begin(accountId) {
      const request = newRequest(accountId);
      const { activityId } = request;
      const account = documents.account(accountId);

      const paying = await account.get();
      if (paying.get('status') !== 'active') throw new Refused('suspended');
      const config = await documents.config().get();
      const price = priceIn(config.data());
      afterAdmission((await documents.limit(accountId).get()).data(), limit);
      await admit(accountId);
      await db.runTransaction(async (transaction) => {
        const current = await transaction.get(account);
        transaction.update(account, afterPayment(current.data(), price));
      });
      await documents.log(activityId).set(logOf(request, price));
      await documents.activity(activityId).set(activityOf(request, price));
      return async () => {
        await documents.result(activityId).set(resultOf(accountId));
        await documents.activity(activityId).update(completed());
      };
    },
    [Symbol.asyncDispose]: () => db.terminate(),
  };
}
