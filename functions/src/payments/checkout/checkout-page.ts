import type Stripe from 'stripe';
import { AppError } from '../../contract/index.ts';

type Page = Stripe.Checkout.SessionCreateParams;

/** Returns the URLs to which the browser returns, paid or not. @param what the payment, or `plan` */
export function returnUrls(siteAddress: string, what: string): Pick<Page, 'success_url' | 'cancel_url'> {
  const back = `${siteAddress}/billing/return?payment=${encodeURIComponent(what)}`;
  return { success_url: back, cancel_url: `${back}&left=1` };
}

/** Returns the parameters for Stripe Tax, which needs the customer's address. */
export function taxParams(isAutomatic: boolean): Pick<Page, 'automatic_tax' | 'customer_update'> {
  const automatic_tax = { enabled: isAutomatic };
  return isAutomatic
    ? { automatic_tax, customer_update: { address: 'auto', name: 'auto' } }
    : { automatic_tax };
}

/** @throws AppError `payments-unavailable` */
export function requireUrl({ url }: Stripe.Checkout.Session): string {
  if (url) return url;
  throw new AppError('payments-unavailable', { reason: 'not-payable' });
}
