/**
 * `npm run stripe-sync`: brings the published packs and plans to Stripe as products and prices, in each of their
 * currencies. For the running emulators, or with `--project ID` for a real project. The key is STRIPE_SECRET_KEY of the
 * environment, else of functions/.secret.local; without one it is the stand-in's.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { CATALOG_CONFIG, collections, PublishedCatalog } from '@firemeter/functions/contract';
import { z } from 'zod';
import { soldItems } from '../functions/src/payments/checkout/sold-items.ts';
import { syncPrices } from '../functions/src/payments/checkout/sync-prices.ts';
import { createStripeClient } from '../functions/src/payments/stripe/stripe-client.ts';
import { emulatorEnv } from './stack/firebase.ts';
import { openStore } from './stack/open-store.ts';
import { projectId, root } from './stack/paths.ts';
import { type Ports, portOffset, portsAt } from './stack/ports.ts';
import { fail, Problem, readArguments, say } from './terminal.ts';

try {
  const { values } = readArguments({
    options: { project: { type: 'string' }, 'port-offset': { type: 'string' } },
  });
  const ports = values.project ? null : portsAt(portOffset(values['port-offset']));
  const server = await stripeServer(ports);
  const items = soldItems(await publishedCatalog(values.project ?? projectId, ports));
  const { made, archived } = await syncPrices(createStripeClient(server), items, { isAll: true });
  say(`${items.length} prices are at ${new URL(server.address).host}: ${made} made, ${archived} archived.`);
} catch (error) {
  fail(error);
}

/** @param ports those of the emulators; null: a real project */
async function stripeServer(ports: Ports | null) {
  const local = parseEnv(await readFile(join(root, 'functions', '.secret.local'), 'utf8').catch(() => ''));
  const secretKey = process.env.STRIPE_SECRET_KEY ?? local.STRIPE_SECRET_KEY ?? 'demo-';
  if (!secretKey.startsWith('demo-')) return { address: 'https://api.stripe.com', secretKey };
  if (ports) return { address: `http://127.0.0.1:${ports.stripe}`, secretKey: 'sk_test_stand_in' };
  throw new Problem('Set STRIPE_SECRET_KEY to the key of the Stripe account that this project sells with.');
}

async function publishedCatalog(project: string, ports: Ports | null) {
  for (const name of Object.keys(emulatorEnv(portsAt(0)))) delete process.env[name];
  if (ports) Object.assign(process.env, emulatorEnv(ports));
  const { db } = await openStore(project);
  const snapshot = await db.collection(collections.config).doc(CATALOG_CONFIG).get();
  if (!snapshot.exists) throw new Problem(`No catalog is published on ${project} yet.`);
  return z.decode(PublishedCatalog, snapshot.data() as z.input<typeof PublishedCatalog>);
}
