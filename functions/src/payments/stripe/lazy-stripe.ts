import type Stripe from 'stripe';
import { AppError } from '../../contract/index.ts';
import type { StripeServer } from '../../platform/deploy/config.ts';

/** Creates Stripe's client on first use, because it is large and most functions never use it. */
export function createLazyStripe(server: () => StripeServer | null): () => Promise<Stripe> {
  let made: Promise<Stripe> | null = null;
  return () => {
    const reached = server();
    if (!reached) throw new AppError('not-configured', { reason: 'payments' });
    made ??= import('./stripe-client.ts').then(({ createStripeClient }) => createStripeClient(reached));
    return made;
  };
}
