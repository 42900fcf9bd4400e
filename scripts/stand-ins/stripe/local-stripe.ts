import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { projectId, region, root } from '../../stack/paths.ts';
import type { Ports } from '../../stack/ports.ts';
import type { Progress } from '../../stack/terminal.ts';

export interface LocalStripe {
  /** What the functions find in their environment. */
  env: Readonly<Record<string, string>>;
  start(progress: Progress): Promise<AsyncDisposable>;
}

/** Stripe itself when functions/.secret.local has a key of yours, else a stand-in on this machine. */
export async function localStripe(ports: Ports): Promise<LocalStripe> {
  const secrets = parseEnv(await readFile(join(root, 'functions', '.secret.local'), 'utf8'));
  const { STRIPE_SECRET_KEY: key = '', STRIPE_WEBHOOK_SECRET: secret = '' } = secrets;
  if (key !== '' && !key.startsWith('demo-')) return { env: {}, start: useStripe };
  const url = `http://127.0.0.1:${ports.functions}/${projectId}/${region}/stripeWebhook`;
  return {
    env: { STRIPE_STAND_IN: `http://127.0.0.1:${ports.stripe}` },
    async start(progress) {
      const { startStripeStandIn } = await import('./stand-in.ts');
      progress.note(`a stand-in for Stripe at 127.0.0.1:${ports.stripe}; nothing is charged`);
      return startStripeStandIn({ port: ports.stripe, webhook: { url, secret } });
    },
  };
}

async function useStripe(progress: Progress): Promise<AsyncDisposable> {
  progress.note('Stripe, with the key in functions/.secret.local');
  return { [Symbol.asyncDispose]: async () => undefined };
}
