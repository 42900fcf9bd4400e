import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { portsAt } from '../stack/ports.ts';
import { providerEnv } from '../stand-ins/models/provider-env.ts';
import { startModelStandIns } from '../stand-ins/models/start-model-stand-ins.ts';
import { startStripeStandIn } from '../stand-ins/stripe/stand-in.ts';

const webhookSecret = 'whsec_side_by_side';
const key = 'sk-side-by-side';

/**
 * Starts stand-ins for Stripe and the providers of models that several builds share. Each webhook goes to all builds at
 * once, as a repeated delivery would: exactly one of them may book it.
 */
export async function startOutside({ offset, webhookUrls }: { offset: number; webhookUrls: Set<string> }) {
  await using started = new AsyncDisposableStack();
  const fanOut = createServer(async (request, response) => {
    const body = await request.toArray();
    const headers = {
      'content-type': 'application/json',
      'stripe-signature': String(request.headers['stripe-signature']),
    };
    const deliveries = [...webhookUrls].map(async (url) => {
      const answer = await fetch(url, { method: 'POST', headers, body: Buffer.concat(body) });
      return answer.status;
    });
    const statuses = await Promise.all(deliveries).catch(() => [500]);
    response.writeHead(Math.max(200, ...statuses)).end('{}');
  });
  fanOut.listen(0, '127.0.0.1');
  await once(fanOut, 'listening');
  started.defer(() => {
    fanOut.closeAllConnections();
    fanOut.close();
  });
  const url = `http://127.0.0.1:${(fanOut.address() as AddressInfo).port}`;
  const { stripe: port } = portsAt(offset);
  started.use(await startStripeStandIn({ port, webhook: { url, secret: webhookSecret } }));
  const models = started.use(await startModelStandIns({ paceMs: 1, jobMs: 0 }));
  const all = started.move();
  return {
    env: {
      ...providerEnv(models.addresses),
      FUNCTIONS_EMULATOR: 'true',
      STRIPE_STAND_IN: `http://127.0.0.1:${port}`,
      STRIPE_SECRET_KEY: 'demo-key',
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      OPENAI_API_KEY: key,
      GOOGLE_GENERATIVE_AI_API_KEY: key,
      ELEVENLABS_API_KEY: key,
      REPLICATE_API_TOKEN: key,
      OPENAI_COMPATIBLE_API_KEY: key,
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
