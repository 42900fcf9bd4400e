import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { decodeStored, encodeStored, MoneyFact, moneyFactsBetween, Payment } from '../../contract/index.ts';
import { collection, storeVersion } from '../../platform/store/documents.ts';

const PAGE = 200;

/**
 * Adds the facts of payments that an earlier build booked, as far as the payments contain them: reversals have no date of their
 * own there, and get that of the payment.
 * @returns how many were added
 */
export async function restoreMoneyFacts(db: Firestore): Promise<number> {
  let added = 0;
  for (let last = ''; ; ) {
    const page = collection(db, 'payments').orderBy(FieldPath.documentId()).limit(PAGE);
    const { docs } = await (last === '' ? page : page.startAfter(last)).get();
    const batch = db.batch();
    const version = await storeVersion(db);
    const facts = docs.flatMap((doc) => {
      const payment = decodeStored(Payment, doc.data());
      const atMs = payment.paidAt ?? 0;
      return moneyFactsBetween(null, payment, { paymentId: doc.id, atMs, nowMs: atMs, unlimited: null });
    });
    const references = facts.map(({ id }) => collection(db, 'moneyFacts').doc(id));
    const stored = references.length === 0 ? [] : await db.getAll(...references);
    for (const [index, { value }] of facts.entries()) {
      const reference = references[index];
      if (!reference || stored[index]?.exists) continue;
      batch.set(reference, encodeStored(MoneyFact, value, version));
      added++;
    }
    await batch.commit();
    last = docs.at(-1)?.id ?? last;
    if (docs.length < PAGE) return added;
  }
}
