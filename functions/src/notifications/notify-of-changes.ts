import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { Account, AuditEntry, Billing, DAY_MS, Payment } from '../contract/index.ts';
import { collection, decodeDocument, type Versioned } from '../platform/store/documents.ts';
import { auditFacts, auditNotice } from './events/audit-notices.ts';
import { billingNotices } from './events/billing-notices.ts';
import { paymentNotices } from './events/payment-notices.ts';
import type { Notice, Notifier } from './notifier.ts';

export interface ChangeServices {
  readonly db: Firestore;
  readonly notifier: Notifier;
}

interface Change {
  readonly before: DocumentSnapshot;
  readonly after: DocumentSnapshot;
}

/** Packs within 30 days that make a larger one worth a look. */
const MANY_PACKS = 3;
const OFFER_MS = 30 * DAY_MS;

/** Notifies of a change of a payment. */
export async function notifyOfPayment({ db, notifier }: ChangeServices, change: Change): Promise<void> {
  const payment = both(change, (snapshot) => decodeDocument(Payment, snapshot));
  const notices = paymentNotices(change.after.id, payment);
  await notifyAll(notifier, notices);
  const isPaid = notices.some(({ facts }) => facts.kind === 'receipt');
  if (isPaid && payment.after?.bought.kind === 'pack') await offerPacks({ db, notifier }, payment.after);
}

/** Offers larger packs to who buys many, at most once a month; the notifier leaves out who did not agree to offers. */
async function offerPacks(
  { db, notifier }: ChangeServices,
  { uid, accountId, paidAt }: Payment,
): Promise<void> {
  const atMs = paidAt ?? 0;
  const { docs } = await collection(db, 'payments')
    .where('accountId', '==', accountId)
    .orderBy('createdAt', 'desc')
    .limit(10)
    .get();
  const bought = docs.flatMap((doc) => decodeDocument(Payment, doc)?.value ?? []);
  const purchases = bought.filter(
    (one) => one.bought.kind === 'pack' && one.paidAt !== null && one.paidAt > atMs - OFFER_MS,
  ).length;
  if (purchases < MANY_PACKS) return;
  const eventId = `pack-offer-${Math.floor(atMs / OFFER_MS)}`;
  await notifier.notify({ uid, accountId, eventId, facts: { kind: 'pack-offer', details: { purchases } } });
}

/** Notifies of a change of how an account pays. */
export async function notifyOfBilling({ notifier }: ChangeServices, change: Change): Promise<void> {
  await notifyAll(
    notifier,
    billingNotices(
      change.after.id,
      both(change, (snapshot) => decodeDocument(Billing, snapshot)),
    ),
  );
}

/** Notifies of an action of staff about a user or their account. */
export async function notifyOfAudit(
  { db, notifier }: ChangeServices,
  snapshot: DocumentSnapshot,
): Promise<void> {
  const entry = decodeDocument(AuditEntry, snapshot)?.value;
  const found = entry && auditFacts(entry);
  if (!found) return;
  const { target } = found;
  const account =
    target.collection === 'accounts'
      ? decodeDocument(Account, await collection(db, 'accounts').doc(target.id).get())
      : null;
  await notifier.notify(auditNotice(snapshot.id, found, account?.value ?? null));
}

async function notifyAll(notifier: Notifier, notices: readonly Notice[]): Promise<void> {
  for (const notice of notices) await notifier.notify(notice);
}

function both<T>({ before, after }: Change, decode: (snapshot: DocumentSnapshot) => Versioned<T> | null) {
  return { before: decode(before)?.value ?? null, after: decode(after)?.value ?? null };
}
