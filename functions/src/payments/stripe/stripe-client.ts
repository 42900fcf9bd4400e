import Stripe from 'stripe';
import type { StripeServer } from '../../platform/deploy/config.ts';

/** The version of requests and events. Change it together with the webhook's version at Stripe. */
export const STRIPE_API_VERSION = '2026-10-28.endive';

const TIMEOUT_MS = 20_000;

export function createStripeClient({ address, secretKey }: StripeServer): Stripe {
  const { protocol, hostname, port } = new URL(address);
  return new Stripe(secretKey, {
    apiVersion: STRIPE_API_VERSION,
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port && { port }),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 2,
    telemetry: false,
  });
}
