import { Billing, Payment } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { PaymentServices } from '../payment-services.ts';

/** Reads the billing of an account; null if it has never paid. */
export async function readBilling(
  { db }: Pick<PaymentServices, 'db'>,
  accountId: string,
): Promise<Billing | null> {
  return decodeDocument(Billing, await collection(db, 'billing').doc(accountId).get())?.value ?? null;
}

/** Reads a payment; null if it doesn't exist. */
export async function readPayment(
  { db }: Pick<PaymentServices, 'db'>,
  paymentId: string,
): Promise<Payment | null> {
  return decodeDocument(Payment, await collection(db, 'payments').doc(paymentId).get())?.value ?? null;
}
