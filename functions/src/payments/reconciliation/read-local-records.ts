import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { LedgerEntry, Payment } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { pagesOf } from '../../platform/store/pages-of.ts';
import type { LocalRecords, StripeRecords } from './reconcile.ts';

/** The most values that one query may name. */
const MAX_IN = 30;
const PAGE = 200;

/** Reads our payments that Stripe lists, those paid in the period, and the ledger entries of their accounts. */
export async function readHere(
  db: Firestore,
  { fromMs, toMs, listed }: { fromMs: number; toMs: number; listed: StripeRecords },
  keep: () => Promise<void>,
): Promise<LocalRecords> {
  const payments = new Map<string, Payment>();
  const add = (found: readonly DocumentSnapshot[]) => {
    for (const snapshot of found) {
      const payment = decodeDocument(Payment, snapshot);
      if (payment) payments.set(snapshot.id, payment.value);
    }
  };
  const all = collection(db, 'payments');
  const named = [...listed.payments, ...listed.reversals].flatMap(({ intentId }) => intentId ?? []);
  for (const intentIds of chunks([...new Set(named)])) {
    add((await all.where('paymentIntentId', 'in', intentIds).get()).docs);
    await keep();
  }
  for await (const page of pagesOf(
    all.where('paidAt', '<', new Date(toMs)).orderBy('paidAt', 'desc'),
    PAGE,
  )) {
    const paid = page.filter((snapshot) => snapshot.get('paidAt').toMillis() >= fromMs);
    add(paid);
    await keep();
    if (paid.length < page.length) break;
  }

  const entries = new Map<string, LedgerEntry>();
  for (const accountId of new Set([...payments.values()].map((payment) => payment.accountId))) {
    const moved = collection(db, 'ledger')
      .where('accountId', '==', accountId)
      .where('kind', 'in', ['grant', 'revoke'])
      .orderBy('totalMicros');
    for await (const page of pagesOf(moved, PAGE)) {
      for (const snapshot of page) {
        const entry = decodeDocument(LedgerEntry, snapshot);
        if (entry) entries.set(snapshot.id, entry.value);
      }
    }
    await keep();
  }
  const others = new Map<string, Payment>();
  const behind = [...entries.values()].flatMap(
    (entry) => (entry.kind === 'grant' ? entry.lot.paymentId : null) ?? [],
  );
  for (const ids of chunks([...new Set(behind)].filter((id) => !payments.has(id)))) {
    for (const snapshot of await db.getAll(...ids.map((id) => all.doc(id)))) {
      const payment = decodeDocument(Payment, snapshot);
      if (payment) others.set(snapshot.id, payment.value);
    }
  }
  return { payments, others, entries };
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / MAX_IN) }, (_, index) =>
    all.slice(index * MAX_IN, (index + 1) * MAX_IN),
  );
}
