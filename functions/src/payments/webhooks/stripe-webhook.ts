import type { Response } from 'express';
import type { Request } from 'firebase-functions/https';
import type Stripe from 'stripe';
import { z } from 'zod';
import { StripeId } from '../../contract/index.ts';
import { log } from '../../platform/signals/log.ts';
import type { PaymentServices } from '../payment-services.ts';
import { Keyword, Seconds } from '../stripe/stripe-values.ts';
import { handleStripeEvent } from './handle-stripe-event.ts';

export interface WebhookServices extends PaymentServices {
  /** Empty: none is set, and no event is accepted. */
  readonly webhookSecret: () => string;
}

/** Stripe's largest events are a tenth of this. */
const MAX_BODY_BYTES = 1_000_000;
/** The oldest accepted signature. An intercepted event could be replayed for this long. */
const TOLERANCE_SECONDS = 300;

/** The fields of every event. */
const Envelope = z.object({
  id: StripeId,
  type: Keyword,
  created: Seconds,
  livemode: z.boolean(),
  data: z.object({ object: z.looseObject({}) }),
});

/**
 * Handles Stripe's webhooks. Responds with 200 when an event was handled or parked, 400 when it isn't from Stripe, 413
 * when it is too large, and 500 only if sending it again can help.
 */
export function stripeWebhook(services: WebhookServices) {
  return async (request: Request, response: Response): Promise<void> => {
    const refuse = (status: number, why: string) => {
      log.stripeEventRefused({ why });
      response.status(status).json({ error: why });
    };
    if (request.method !== 'POST') return refuse(405, 'method');
    const body = request.rawBody;
    if (!body || body.length > MAX_BODY_BYTES) return refuse(body ? 413 : 400, body ? 'too-large' : 'empty');
    try {
      const event = await eventIn(body, request.get('stripe-signature') ?? '', services);
      if (!event) return refuse(400, 'signature');
      response.status(200).json(await handleStripeEvent(event, services));
    } catch (cause) {
      log.stripeEventFailed({ cause });
      response.status(500).json({ error: 'try-again' });
    }
  };
}

/** Returns the event in a body if Stripe has signed it; null otherwise. */
async function eventIn(
  body: Buffer,
  signature: string,
  { stripe, webhookSecret }: WebhookServices,
): Promise<Stripe.Event | null> {
  const secret = webhookSecret();
  if (secret === '') return null;
  const { webhooks } = await stripe();
  try {
    const event = webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS);
    return Envelope.safeParse(event).success ? event : null;
  } catch {
    return null;
  }
}
