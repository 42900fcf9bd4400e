import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { z } from 'zod';
import {
  AbuseSignal,
  Account,
  Activity,
  AuditEntry,
  collections,
  encodeStored,
  LedgerEntry,
  Milestones,
  MoneyFact,
  Payment,
  ServerMetrics,
} from '../../src/contract/index.ts';
import type { Business } from './business.ts';

/** Stores what a business has come to, with the times at which the store took it. */
export async function storeBusiness(db: Firestore, business: Business): Promise<void> {
  await storeAll(db, collections.accounts, { schema: Account, documents: business.accounts });
  await storeAll(db, collections.activities, { schema: Activity, documents: business.activities });
  await storeAll(db, collections.ledger, { schema: LedgerEntry, documents: business.entries });
  await storeAll(db, collections.moneyFacts, { schema: MoneyFact, documents: business.facts });
  await storeAll(db, collections.payments, { schema: Payment, documents: business.payments });
  await storeAll(db, collections.milestones, { schema: Milestones, documents: business.milestones });
  await storeAll(db, collections.audit, { schema: AuditEntry, documents: business.audits });
  await storeAll(db, collections.abuse, { schema: AbuseSignal, documents: business.signals });
  await storeAll(db, collections.serverMetrics, { schema: ServerMetrics, documents: business.calls });
}

async function storeAll<S extends z.ZodType>(
  db: Firestore,
  name: string,
  { schema, documents }: { readonly schema: S; readonly documents: ReadonlyMap<string, z.output<S>> },
): Promise<void> {
  const all = [...documents];
  for (let first = 0; first < all.length; first += 400) {
    const batch = db.batch();
    for (const [id, value] of all.slice(first, first + 400)) {
      const data = encodeStored(schema, value, 3) as Record<string, unknown>;
      // As the store's own times are: with more than milliseconds.
      for (const field of ['recordedAt', 'lateRecordedAt']) {
        const at = data[field];
        if (at instanceof Date) data[field] = Timestamp.fromDate(at);
      }
      batch.set(db.collection(name).doc(id), data);
    }
    await batch.commit();
  }
}
