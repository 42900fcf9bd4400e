import type { Firestore } from 'firebase-admin/firestore';
import { loadTool } from '../servers/tools.ts';
import { type Arm, type ArmOptions, Refused } from './arm.ts';
import {
  activityOf,
  afterPayment,
  completed,
  documentsOf,
  logOf,
  newRequest,
  priceIn,
  resultOf,
} from './documents.ts';

interface Limiter {
  isQuotaExceededOrRecordUsage(qualifier: string): Promise<boolean>;
}
interface LimiterPackage {
  FirebaseFunctionsRateLimiter: {
    withFirestoreBackend(
      options: { name: string; maxCalls: number; periodSeconds: number },
      db: Firestore,
    ): Limiter;
  };
}

/** The npm package firebase-functions-rate-limiter before a transaction that deducts. */
export async function rateLimiter(db: Firestore, { limit }: ArmOptions): Promise<Arm> {
  const { FirebaseFunctionsRateLimiter } = await loadTool<LimiterPackage>('firebase-functions-rate-limiter');
  const limiter = FirebaseFunctionsRateLimiter.withFirestoreBackend(
    { name: 'limiter_quotas', maxCalls: limit.max, periodSeconds: Math.ceil(limit.windowMs / 1_000) },
    db,
  );
  const documents = documentsOf(db, 'limiter');
  async function admit(accountId: string): Promise<void> {
    if (await limiter.isQuotaExceededOrRecordUsage(accountId)) throw new Refused('rate-limited');
  }
  return {
    name: 'rate limiter',
    open: documents.open,
    admit,
    async begin(accountId) {
      const request = newRequest(accountId);
      const { activityId } = request;
      await admit(accountId);
      const account = documents.account(accountId);
      await db.runTransaction(async (transaction) => {
        const [paying, config] = await transaction.getAll(account, documents.config());
        const price = priceIn(config?.data());
        transaction.update(account, afterPayment(paying?.data(), price));
        transaction.create(documents.log(activityId), logOf(request, price));
        transaction.create(documents.activity(activityId), activityOf(request, price));
      });
      return async () => {
        const batch = db.batch();
        batch.update(documents.activity(activityId), completed());
        batch.set(documents.result(activityId), resultOf(accountId));
        await batch.commit();
      };
    },
    [Symbol.asyncDispose]: () => db.terminate(),
  };
}
