import { type AppError, suspended } from '../../contract/index.ts';
import { type Booking, NO_OP, type NoOp } from '../../meter/commands.ts';
import type { Known } from '../payment-command.ts';
import { newBilling } from '../records/new-billing.ts';

/** Notes who an account is at Stripe, unless it is suspended. */
export function noteCustomer(
  { billing, account }: Known,
  { uid, customerId }: { readonly uid: string; readonly customerId: string },
): Booking | NoOp | AppError {
  if (account?.status === 'suspended') return suspended();
  if (billing?.customerId === customerId) return NO_OP;
  return { moves: [], documents: { billing: { ...(billing ?? newBilling(uid)), customerId } } };
}
