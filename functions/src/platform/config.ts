import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineBoolean, defineInt, defineSecret, defineString } from 'firebase-functions/params';
import { type AddressRange, parseRange } from './address-range.ts';

/** Key of the digests of prompts, requests and e-mail addresses. Never changed: it is what makes equal equal. */
export const digestKey = defineSecret('DIGEST_KEY');

/** Signs the seals of ledgers and audit log: bound to what seals, and to no other function. */
export const sealSigningSecret = defineSecret('SEAL_SIGNING_SECRET');

/**
 * What signs seals, the one in use first. After it, parted by a comma, those that it has replaced: they vouch for it. A
 * demo value, which everybody knows, signs on the emulators only.
 */
export function sealSecrets(): readonly string[] {
  const isDemo = process.env.FUNCTIONS_EMULATOR === 'true';
  const all = isDemo ? sealSigningSecret.value() : keyIn(sealSigningSecret);
  return all
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
}

/** Declares a parameter that holds an address. One that no deploy has set reads as empty. */
export function addressParam(name: string, usual: string): () => string {
  const param = defineString(name, { default: usual });
  return () => (param.value() || usual).replace(/\/+$/, '');
}

/** A secret must have a value before a function can be deployed with it: one that begins with `demo-` is no key. */
export function keyIn(secret: { value(): string }): string {
  const value = secret.value().trim();
  return value.startsWith('demo-') ? '' : value;
}

/** Bound to the functions that speak with Stripe, and to no other. */
export const stripeSecretKey = defineSecret('STRIPE_SECRET_KEY');
/** Signs Stripe's webhooks: bound to the function that takes them. */
export const stripeWebhookSecret = defineSecret('STRIPE_WEBHOOK_SECRET');

const stripeAddress = addressParam('STRIPE_ADDRESS', 'https://api.stripe.com');
const siteAddressParam = defineString('SITE_ADDRESS', { default: '' });
const automaticTaxParam = defineBoolean('STRIPE_AUTOMATIC_TAX', { default: false });

/** Where Stripe is reached and with which key. Read while a function runs, not before. */
export interface StripeServer {
  readonly address: string;
  readonly secretKey: string;
}

/** Null: no payments here. On the emulators a stand-in takes Stripe's place while there is no key. */
export function stripeServer(): StripeServer | null {
  const secretKey = keyIn(stripeSecretKey);
  if (secretKey !== '') return { address: stripeAddress(), secretKey };
  const standIn = process.env.STRIPE_STAND_IN;
  if (process.env.FUNCTIONS_EMULATOR !== 'true' || !standIn) return null;
  return { address: standIn, secretKey: 'sk_test_stand_in' };
}

/** Whether real money moves: the key says so. */
export function isLive(): boolean {
  return /^[a-z]k_live_/.test(stripeServer()?.secretKey ?? '');
}

/** The secret of Stripe's signatures; empty: nothing that is signed is believed. */
export function webhookSecret(): string {
  const isStandIn = process.env.FUNCTIONS_EMULATOR === 'true' && process.env.STRIPE_STAND_IN;
  return isStandIn ? stripeWebhookSecret.value() : keyIn(stripeWebhookSecret);
}

/** Whether Stripe computes taxes, which has to be set up there first. */
export function hasAutomaticTax(): boolean {
  return automaticTaxParam.value();
}

/** Where the app is, for pages elsewhere that lead back to it. */
export function siteAddress(): string {
  const given =
    siteAddressParam.value() || process.env.LOCAL_SITE || `https://${process.env.GCLOUD_PROJECT}.web.app`;
  return given.replace(/\/+$/, '');
}

const outputBucketParam = defineString('OUTPUT_BUCKET', { default: '' });

export type OutputPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'bucket'; readonly name: string };

/** Where outputs too large for a document lie: a bucket (unnamed: the project's own), on the emulators a folder. */
export function outputPlace(): OutputPlace {
  if (process.env.FUNCTIONS_EMULATOR !== 'true') return { kind: 'bucket', name: outputBucketParam.value() };
  return { kind: 'folder', folder: process.env.OUTPUT_FOLDER || join(tmpdir(), 'firemeter-outputs') };
}

const trustedHopsParam = defineInt('TRUSTED_HOPS', { default: 1 });

/** How many proxies of our own stand before every function: each adds one address to X-Forwarded-For. */
export function trustedHops(): number {
  return Math.max(1, trustedHopsParam.value());
}

/** Where Hosting sends requests for `/api` from: Fastly's networks, as api.fastly.com/public-ip-list names them. */
const fastly = [
  '23.235.32.0/20 43.249.72.0/22 103.244.50.0/24 103.245.222.0/23 103.245.224.0/24 104.156.80.0/20',
  '140.248.64.0/18 140.248.128.0/17 146.75.0.0/17 151.101.0.0/16 157.52.64.0/18 167.82.0.0/17',
  '167.82.128.0/20 167.82.160.0/20 167.82.224.0/20 172.111.64.0/18 185.31.16.0/22 199.27.72.0/21',
  '199.232.0.0/16 2a04:4e40::/32 2a04:4e42::/32',
].join(' ');
const hostingNetworksParam = defineString('HOSTING_NETWORKS', { default: fastly });
let hostingNetworks: AddressRange[] | null = null;

/** Proxies that only some requests come through: known by their own address, never by what a request says. */
export function hostingProxies(): readonly AddressRange[] {
  hostingNetworks ??= (hostingNetworksParam.value() || fastly)
    .split(/[\s,]+/)
    .flatMap((text) => parseRange(text) ?? []);
  return hostingNetworks;
}

const countryHeaderParam = defineString('COUNTRY_HEADER', { default: '' });

/** The header in which a proxy of ours says the country, in small letters; empty: none does. */
export function countryHeader(): string {
  return countryHeaderParam.value().trim().toLowerCase();
}

/** Calls need an App Check token everywhere but on the emulators. */
export function needsAppCheck(): boolean {
  return process.env.FUNCTIONS_EMULATOR !== 'true' && !process.env.FIRESTORE_EMULATOR_HOST;
}

export const REGION = 'us-central1';

/** This instance of the backend, among those that may run at once. */
export const instanceId = randomUUID();
