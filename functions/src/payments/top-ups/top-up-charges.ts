import type { Firestore } from 'firebase-admin/firestore';
import { Payment, paymentIdOf } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { monthStart } from './top-up.ts';

const PAGE = 20;

/**
 * Returns how much top-ups have charged in the current month (UTC) in one currency, in its smallest unit. Failed
 * charges don't count; those with an unknown outcome do.
 * @param count the number of charges ever claimed, from which their ids are derived
 */
export async function chargedThisMonth(
  db: Firestore,
  {
    accountId,
    count,
    currency,
    nowMs,
  }: { accountId: string; count: number; currency: string; nowMs: number },
): Promise<number> {
  const all = collection(db, 'payments');
  let chargedCents = 0;
  for (let last = count; last > 0; last -= PAGE) {
    const numbers = Array.from({ length: Math.min(PAGE, last) }, (_, index) => last - index);
    const named = numbers.map((number) => all.doc(paymentIdOf({ accountId, cause: `topup-${number}` })));
    for (const snapshot of await db.getAll(...named)) {
      const payment = decodeDocument(Payment, snapshot)?.value;
      if (!payment) continue;
      if (payment.createdAt < monthStart(nowMs)) return chargedCents;
      if (payment.currency === currency && payment.state !== 'failed') chargedCents += payment.amountCents;
    }
  }
  return chargedCents;
}
