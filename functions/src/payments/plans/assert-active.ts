import { Account, AppError } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { PaymentServices } from '../payment-services.ts';

/** Checks that an account may pay for something now. @throws AppError `suspended` */
export async function assertActive({ db }: Pick<PaymentServices, 'db'>, accountId: string): Promise<void> {
  const account = decodeDocument(Account, await collection(db, 'accounts').doc(accountId).get());
  if (account?.value.status === 'suspended') throw new AppError('suspended');
}
