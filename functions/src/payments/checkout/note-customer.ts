import { AppError } from '../../contract/index.ts';
import { type Booking, NO_OP, type NoOp } from '../../meter/commands.ts';
import type { Known } from '../payment-command.ts';
import { newBilling } from '../records/new-billing.ts';

/** Stores an account's customer at Stripe, unless the account is suspended. */
export function noteCustomer(
  { billing, account }: Known,
  { uid, customerId }: { readonly uid: string; readonly customerId: string },
): Booking | NoOp | AppError {
  if (account?.status === 'suspended') return new AppError('suspended');
  if (billing?.customerId === customerId) return NO_OP;
  return { moves: [], documents: { billing: { ...(billing ?? newBilling(uid)), customerId } } };
}
