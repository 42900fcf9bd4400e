import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { CATALOG_CONFIG, collections, PublishedCatalog } from '../../../functions/src/contract/index.ts';
import { soldItems } from '../../../functions/src/payments/checkout/sold-items.ts';
import { syncPrices } from '../../../functions/src/payments/checkout/sync-prices.ts';
import { createStripeClient } from '../../../functions/src/payments/stripe/stripe-client.ts';
import { portsAt } from '../../stack/ports.ts';
import { Problem, say } from '../../stack/terminal.ts';
import { listCodebases, readJson } from '../init/find-app.ts';
import { readText, secretFile } from '../init/plan.ts';
import { readRecord, recordPath } from '../init/record.ts';
import { chooseTarget, openStore, type Target, type TargetOptions } from '../target.ts';

/** Brings the published packs and plans to Stripe as products and prices, in each of their currencies. */
export async function stripeSync(options: TargetOptions): Promise<void> {
  const target = await chooseTarget(options);
  const server = await stripeServer(target);
  const items = soldItems(await publishedCatalog(target));
  const { made, archived } = await syncPrices(createStripeClient(server), items, { isAll: true });
  say(`${items.length} prices are at ${new URL(server.address).host}: ${made} made, ${archived} archived.`);
}

/**
 * The key is STRIPE_SECRET_KEY of the environment, for the emulators else that of .secret.local in the functions folder.
 * Without one: the stand-in of `npm start`.
 */
async function stripeServer({ emulators }: Target) {
  const secretKey = process.env.STRIPE_SECRET_KEY ?? (emulators && (await localKey())) ?? 'demo-';
  if (emulators && /^(sk|rk)_live_/.test(secretKey))
    throw new Problem(
      'STRIPE_SECRET_KEY is a live key, and the emulators have no prices to sell for money. Name the project that sells with it: --project ID.',
    );
  if (!secretKey.startsWith('demo-')) return { address: 'https://api.stripe.com', secretKey };
  const standIn = emulators && `http://127.0.0.1:${portsAt(emulators.offset).stripe}`;
  if (standIn && (await answers(standIn))) return { address: standIn, secretKey: 'sk_test_stand_in' };
  throw new Problem('Set STRIPE_SECRET_KEY to the key of the Stripe account that this project sells with.');
}

async function localKey(): Promise<string | undefined> {
  const text = await readText(process.cwd(), join(await functionsFolder(), secretFile));
  return parseEnv(text ?? '').STRIPE_SECRET_KEY;
}

/** Returns the folder of the codebase to which `init` added Firemeter. */
async function functionsFolder(): Promise<string> {
  const [record, config] = await Promise.all(
    [recordPath, 'firebase.json'].map((path) => readText(process.cwd(), path)),
  );
  const { codebase = 'default' } = readRecord(record ?? null) ?? {};
  const codebases = listCodebases(readJson(config ?? '{}', 'firebase.json'));
  return codebases.find(({ name }) => name === codebase)?.source ?? 'functions';
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    () => true,
    () => false,
  );
}

async function publishedCatalog(target: Target) {
  const { db } = await openStore(target);
  const snapshot = await db.collection(collections.config).doc(CATALOG_CONFIG).get();
  if (!snapshot.exists) throw new Problem(`No catalog is published on ${target.where} yet.`);
  return z.decode(PublishedCatalog, snapshot.data() as z.input<typeof PublishedCatalog>);
}
