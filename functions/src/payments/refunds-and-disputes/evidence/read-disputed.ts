import { AppError, type Payment, type Reversal } from '../../../contract/index.ts';
import type { PaymentServices } from '../../payment-services.ts';
import { readPayment } from '../../records/read-records.ts';

/** Reads a payment with a dispute. @throws AppError `not-found` */
export async function readDisputed(
  services: Pick<PaymentServices, 'db'>,
  { paymentId, disputeId }: { readonly paymentId: string; readonly disputeId: string },
): Promise<Payment> {
  const payment = await readPayment(services, paymentId);
  if (!payment) throw new AppError('not-found', { reason: 'payment' });
  if (!disputeIn(payment, disputeId)) throw new AppError('not-found', { reason: 'dispute' });
  return payment;
}

export function disputeIn({ reversals }: Payment, disputeId: string): Reversal | null {
  const reversal = reversals[disputeId];
  return reversal?.kind === 'dispute' ? reversal : null;
}
