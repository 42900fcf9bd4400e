import { AppError } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import type { PaymentServices } from '../payment-services.ts';
import { readBilling } from '../records/read-records.ts';
import { callStripe } from '../stripe/call-stripe.ts';

/** Opens Stripe's page for cards and invoices. @throws AppError `not-found` for an account that has never paid */
export function openBillingPortal(services: PaymentServices): Handler<'openBillingPortal'> {
  return async (_, { accountId }) => {
    const billing = await readBilling(services, accountId);
    const customer = billing?.customerId;
    if (!customer) throw new AppError('not-found', { reason: 'invoices' });
    const { billingPortal } = await services.stripe();
    const return_url = `${services.siteAddress()}/billing`;
    const { url } = await callStripe(billingPortal.sessions.create({ customer, return_url }));
    return { url };
  };
}
