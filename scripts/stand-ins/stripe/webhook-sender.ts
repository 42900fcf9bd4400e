import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { eventHandlers } from '../../../functions/src/payments/webhooks/event-handlers.ts';

export interface WebhookSender extends Disposable {
  /** Tells of an event that the webhook is subscribed to, signed, and again while it is not taken; does not wait for that. */
  send(type: string, object: object): void;
  /** What was sent under an id. */
  event(id: string): object | null;
}

/** Milliseconds before each try. A function's process takes seconds to start. */
const TRIES_AFTER_MS = [0, 1_000, 3_000, 10_000, 30_000];

const { webhooks } = new Stripe('sk_test_stand_in');

/** Sends events as Stripe does. */
export function createWebhookSender({ url, secret }: { url: string; secret: string }): WebhookSender {
  const sent = new Map<string, object>();
  const stopped = new AbortController();

  async function deliver(payload: string): Promise<void> {
    for (const afterMs of TRIES_AFTER_MS) {
      await sleep(afterMs, undefined, { signal: stopped.signal, ref: false });
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'stripe-signature': webhooks.generateTestHeaderString({ payload, secret }),
        },
        body: payload,
        signal: stopped.signal,
      }).catch(() => null);
      if (response && response.status < 500) return;
    }
  }

  return {
    send(type, object) {
      if (!Object.hasOwn(eventHandlers, type)) return;
      const event = {
        id: `evt_${randomBytes(12).toString('hex')}`,
        object: 'event',
        api_version: Stripe.API_VERSION,
        created: Math.floor(Date.now() / 1_000),
        livemode: false,
        pending_webhooks: 1,
        request: { id: null, idempotency_key: null },
        type,
        data: { object },
      };
      sent.set(event.id, event);
      void deliver(JSON.stringify(event)).catch(() => undefined);
    },
    event: (id) => sent.get(id) ?? null,
    [Symbol.dispose]: () => stopped.abort(),
  };
}
