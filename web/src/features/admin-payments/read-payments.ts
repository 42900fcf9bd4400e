import { Payment, safeDecodeStored } from '@firemeter/functions/contract';
import {
  collection,
  type Firestore,
  getDocsFromServer,
  limit,
  orderBy,
  type QueryDocumentSnapshot,
  query,
  startAfter,
} from 'firebase/firestore';
import { collections } from '../../lib/service/firebase/collections.ts';
import { type PaymentFilter, paymentConditions } from '../../lib/service/sources/list-sources.ts';

/** The rules allow 200 documents for each query. */
const PAGE = 200;

/** Reads every payment that matches a filter, newest first, also those that are on no page yet. */
export async function readPayments(
  firestore: Firestore,
  { filter, onCount }: { filter: PaymentFilter; onCount: (count: number) => void },
): Promise<{ id: string; value: Payment }[]> {
  const found: { id: string; value: Payment }[] = [];
  const matching = query(
    collection(firestore, collections.payments),
    ...paymentConditions(filter),
    orderBy('createdAt', 'desc'),
    limit(PAGE),
  );
  for (let last: QueryDocumentSnapshot | undefined; ; ) {
    const { docs } = await getDocsFromServer(last ? query(matching, startAfter(last)) : matching);
    for (const doc of docs) {
      const payment = safeDecodeStored(Payment, doc.data());
      if (payment.success) found.push({ id: doc.id, value: payment.data });
    }
    onCount(found.length);
    last = docs.at(-1);
    if (docs.length < PAGE) return found;
  }
}
