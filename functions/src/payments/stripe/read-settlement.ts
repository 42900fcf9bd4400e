import type Stripe from 'stripe';
import type { Settlement } from '../../contract/index.ts';
import type { Breakdown } from '../records/payment-facts.ts';
import { orNull } from './call-stripe.ts';
import type { InvoiceObject } from './plan-shapes.ts';
import { fromStripeAmount } from './stripe-amount.ts';
import { BalanceTransaction, type CheckoutSession } from './stripe-shapes.ts';
import { readAnswer } from './stripe-values.ts';

/** Reads the settlement of a charge in the operator's balance; null: Stripe has no such balance transaction. */
export async function readSettlement(
  stripe: Stripe,
  balanceTransactionId: string,
): Promise<Settlement | null> {
  const answer = await orNull(stripe.balanceTransactions.retrieve(balanceTransactionId));
  return answer && toSettlement(readAnswer(BalanceTransaction, answer));
}

export function toSettlement({ amount, fee, net, currency, exchange_rate }: BalanceTransaction): Settlement {
  return {
    currency,
    amountCents: fromStripeAmount(amount, currency),
    feeCents: fromStripeAmount(fee, currency),
    netCents: fromStripeAmount(net, currency),
    exchangeRate: exchange_rate ?? null,
  };
}

/** Returns the discount and tax of a checkout; null if Stripe doesn't report them. */
export function sessionBreakdown({ total_details: details, currency }: CheckoutSession): Breakdown | null {
  if (!details || !currency) return null;
  const discountCents = fromStripeAmount(details.amount_discount, currency);
  return { discountCents, taxCents: fromStripeAmount(details.amount_tax, currency) };
}

export function invoiceBreakdown(invoice: InvoiceObject): Breakdown {
  const sum = (all: readonly { readonly amount: number }[] | null | undefined) =>
    fromStripeAmount(
      (all ?? []).reduce((total, { amount }) => total + amount, 0),
      invoice.currency,
    );
  return { discountCents: sum(invoice.total_discount_amounts), taxCents: sum(invoice.total_taxes) };
}
