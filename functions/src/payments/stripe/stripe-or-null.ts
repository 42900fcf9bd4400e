import type Stripe from 'stripe';
import { AppError } from '../../contract/index.ts';
import type { PaymentServices } from '../payment-services.ts';

/** Returns Stripe's client; null if there are no payments. */
export async function stripeOrNull({ stripe }: Pick<PaymentServices, 'stripe'>): Promise<Stripe | null> {
  try {
    return await stripe();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-configured') return null;
    throw error;
  }
}
