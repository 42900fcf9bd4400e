import { assertFreshRequestId } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import type { PaymentServices } from '../payment-services.ts';
import { checkOutPack } from './check-out-pack.ts';
import { checkOutPlan } from './check-out-plan.ts';

/** Opens Stripe's page to pay for a pack or a plan. */
export function startCheckout(services: PaymentServices): Handler<'startCheckout'> {
  return async (request, context) => {
    assertFreshRequestId(request.requestId, services.now());
    const { buy, ...rest } = request;
    return buy.kind === 'pack'
      ? checkOutPack({ ...rest, buy }, context, services)
      : checkOutPlan({ ...rest, buy }, context, services);
  };
}
