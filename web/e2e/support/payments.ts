import { collections, type Payment } from '@firemeter/functions/contract';
import type { Store } from './store.ts';

type MadePayment = Pick<Payment, 'currency' | 'state'> &
  Partial<Pick<Payment, 'fraudWarning' | 'reversals'>> & { id: string; createdAt: Date };

/** Lays out payments for packs, until the store is disposed of. Their ids begin with the account. */
export async function layOutPayments(store: Store, payments: readonly MadePayment[]): Promise<void> {
  for (const { id, createdAt, ...payment } of payments) {
    const [uid = ''] = id.split('_');
    const isPaid = payment.state === 'paid';
    await store.replaceDocument(collections.payments, id, {
      ...{ schemaVersion: 1, accountId: uid, uid, via: 'checkout', amountCents: 1_000 },
      bought: { kind: 'pack', pack: 'list', label: 'List', micros: 100_000_000 },
      ...{ paidCents: 1_000, refundedCents: isPaid ? 0 : 1_000, revokedMicros: 0 },
      ...{ failure: null, catalogVersion: 1, termsVersion: '1', sessionId: null },
      ...{ paymentIntentId: null, invoiceId: null, receiptUrl: null, lot: null, entryId: null },
      ...{ reversals: {}, refundsAsked: {}, traceId: '0'.repeat(32) },
      ...{ createdAt, paidAt: createdAt },
      ...payment,
    });
  }
}
