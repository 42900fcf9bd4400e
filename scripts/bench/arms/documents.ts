import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { Refused } from './arm.ts';
import { writeAll } from './firestore.ts';
import { collectionsOf, fullMicros, made, newRequest, operation, priceMicros } from './request.ts';

/** The documents of the arms that do it with Firestore alone: what most write first. */
export function documentsOf(db: Firestore, prefix: string) {
  const names = collectionsOf(prefix);
  const at = (name: keyof typeof names, id: string) => db.collection(names[name]).doc(id);
  return {
    account: (accountId: string) => at('accounts', accountId),
    limit: (accountId: string) => at('limits', accountId),
    config: () => at('config', 'prices'),
    log: (activityId: string) => at('logs', activityId),
    activity: (activityId: string) => at('activities', activityId),
    result: (activityId: string) => at('results', activityId),

    async open(accountIds: readonly string[]): Promise<void> {
      const { accounts, limits, config } = names;
      await db.doc(`${config}/prices`).set({ [operation]: { priceMicros, enabled: true } });
      await writeAll(
        db,
        accountIds.flatMap((id): [string, DocumentData][] => [
          [`${accounts}/${id}`, { status: 'active', balanceMicros: fullMicros, email: `${id}@example.com` }],
          [`${limits}/${id}`, { windowStartMs: 0, count: 0 }],
        ]),
      );
    },
  };
}

/** The account's fields after the price is taken. */
export function afterPayment(account: DocumentData | undefined, price: number): DocumentData {
  if (account?.status !== 'active') throw new Refused('suspended');
  const balanceMicros = account.balanceMicros - price;
  if (balanceMicros < 0) throw new Refused('insufficient-credits');
  return { balanceMicros, updatedAt: new Date() };
}

/** The counter of a fixed window after one more request. */
export function afterAdmission(
  counter: DocumentData | undefined,
  { max, windowMs }: { max: number; windowMs: number },
): DocumentData {
  const nowMs = Date.now();
  const isOver = !counter || nowMs - counter.windowStartMs >= windowMs;
  if (isOver) return { windowStartMs: nowMs, count: 1 };
  if (counter.count >= max) throw new Refused('rate-limited');
  return { windowStartMs: counter.windowStartMs, count: counter.count + 1 };
}

export function priceIn(config: DocumentData | undefined): number {
  const price = config?.[operation]?.priceMicros;
  if (typeof price !== 'number') throw new Refused('not-configured');
  return price;
}

export function activityOf({ draft }: ReturnType<typeof newRequest>, price: number): DocumentData {
  return { ...draft, schemaVersion: 1, priceMicros: price, createdAt: new Date(), endedAt: null };
}

export function logOf({ activityId, draft }: ReturnType<typeof newRequest>, price: number): DocumentData {
  const { accountId, uid, operation: name, model, quantity, traceId } = draft;
  const what = { activityId, accountId, uid, operation: name, model, quantity, traceId };
  return { ...what, schemaVersion: 1, kind: 'usage', totalMicros: 0 - price, createdAt: new Date() };
}

export const completed = () => ({ status: 'completed', endedAt: new Date() });

export function resultOf(accountId: string): DocumentData {
  return { schemaVersion: 1, accountId, uid: accountId, output: made, createdAt: new Date() };
}

export { newRequest };
