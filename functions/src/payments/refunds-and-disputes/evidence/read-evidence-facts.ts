import type { Query } from 'firebase-admin/firestore';
import { Activity, Agreements, LedgerEntry, type Payment, UserProfile } from '../../../contract/index.ts';
import { collection, decodeDocument } from '../../../platform/store/documents.ts';
import type { PaymentServices } from '../../payment-services.ts';
import type { EvidenceFacts } from './write-evidence.ts';

/** More than a field of the evidence can hold. */
const MAX_REQUESTS = 200;
const MAX_USAGE = 1_000;

/** Reads what is stored about the buyer of a payment, and about their use since then. */
export async function readEvidenceFacts(
  { db }: Pick<PaymentServices, 'db'>,
  payment: Payment,
): Promise<EvidenceFacts> {
  const { accountId, uid } = payment;
  const since = (of: Query) =>
    of
      .where('accountId', '==', accountId)
      .where('createdAt', '>=', new Date(payment.paidAt ?? payment.createdAt))
      .orderBy('createdAt', 'desc');
  const entries = collection(db, 'ledger').where('kind', '==', 'usage');
  const [profile, agreed, usage, requests] = await Promise.all([
    collection(db, 'people').doc(uid).get(),
    collection(db, 'agreements').doc(uid).get(),
    since(entries).limit(MAX_USAGE).get(),
    since(collection(db, 'activities')).limit(MAX_REQUESTS).get(),
  ]);
  return {
    payment,
    email: decodeDocument(UserProfile, profile)?.value.email ?? null,
    agreements: decodeDocument(Agreements, agreed)?.value.agreements ?? [],
    usage: usage.docs.flatMap((doc) => {
      const entry = decodeDocument(LedgerEntry, doc)?.value;
      return entry ? [{ atMs: entry.createdAt, micros: 0 - entry.totalMicros }] : [];
    }),
    requests: requests.docs.flatMap((doc) => decodeDocument(Activity, doc)?.value ?? []),
    isAllUsage: usage.size < MAX_USAGE,
    isAllRequests: requests.size < MAX_REQUESTS,
  };
}
