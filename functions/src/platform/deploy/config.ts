import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddressRange, parseRange } from '../calls/address-range.ts';
import { secretParam, stringParam } from './params.ts';

/**
 * The key for digests of prompts, requests and e-mail addresses. It never changes, because only digests with one key
 * can be compared.
 */
export const digestKey = secretParam('DIGEST_KEY');

/** Signs the seals of ledgers and the audit log. Bound only to the functions that seal. */
export const sealSigningSecret = secretParam('SEAL_SIGNING_SECRET');

/**
 * Returns the signing secrets, the current one first. After it, separated by commas, those that it has replaced, which
 * vouch for it. A demo value, which everyone knows, signs only on the emulators.
 */
export function sealSecrets(): readonly string[] {
  const isDemo = process.env.FUNCTIONS_EMULATOR === 'true';
  const all = isDemo ? sealSigningSecret.value() : keyIn(sealSigningSecret);
  return all
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
}

/** Declares a parameter that holds an address. If it isn't set, it reads as the usual one. */
export function addressParam(name: string, usual: string): () => string {
  const param = stringParam(name, usual);
  return () => param.value().replace(/\/+$/, '');
}

/**
 * Returns the value of a secret. A function can't be deployed with a secret without a value, so a value that begins
 * with `demo-` counts as none.
 */
export function keyIn(secret: { value(): string }): string {
  const value = secret.value().trim();
  return value.startsWith('demo-') ? '' : value;
}

/** Bound only to the functions that call Stripe. */
export const stripeSecretKey = secretParam('STRIPE_SECRET_KEY');
/** Verifies Stripe's webhooks. Bound only to the function that receives them. */
export const stripeWebhookSecret = secretParam('STRIPE_WEBHOOK_SECRET');

const stripeAddress = addressParam('STRIPE_ADDRESS', 'https://api.stripe.com');
/** Where e-mail is handed over, with user and password: `smtps://user:password@smtp.example.com`. */
export const smtpUrl = secretParam('SMTP_URL');
/** What a mail service sends as a bearer token when it reports bounces and complaints. */
export const mailEventsSecret = secretParam('MAIL_EVENTS_TOKEN');
const mailFrom = stringParam('MAIL_FROM');
const mailCollection = stringParam('MAIL_COLLECTION');

/** Where e-mail is handed over: an SMTP server, or the collection of Firebase's extension Trigger Email. */
export type MailServer =
  | { readonly kind: 'smtp'; readonly url: string; readonly from: string }
  | { readonly kind: 'collection'; readonly collection: string; readonly from: string };

/** Returns the server for e-mail; null: none. On the emulators, a stand-in replaces it if there is no address. */
export function mailServer(): MailServer | null {
  const from = senderOfMail();
  if (from === null) return null;
  if (mailCollection.value() !== '') return { kind: 'collection', collection: mailCollection.value(), from };
  const url = keyIn(smtpUrl) || smtpStandIn();
  return url === '' ? null : { kind: 'smtp', url, from };
}

/** Returns whether e-mail is sent. Needs no secret, so every function can ask. */
export function sendsEmail(): boolean {
  return senderOfMail() !== null;
}

function senderOfMail(): string | null {
  const standIn = smtpStandIn() === '' ? null : 'Firemeter <hello@firemeter.example>';
  return mailFrom.value() || standIn;
}

function smtpStandIn(): string {
  return process.env.FUNCTIONS_EMULATOR === 'true' ? (process.env.SMTP_STAND_IN ?? '') : '';
}

/** Returns the token of reports about e-mail; empty: none are accepted. */
export function mailEventsToken(): string {
  return keyIn(mailEventsSecret);
}

const heartbeatUrlParam = stringParam('HEARTBEAT_URL');

/** Returns the address of an outside monitor that expects a call after each run of `health`; empty: there is none. */
export function heartbeatUrl(): string {
  return heartbeatUrlParam.value();
}

/** Where PagerDuty takes events; customers in the EU have another address. */
export const pagerdutyAddress = addressParam('PAGERDUTY_ADDRESS', 'https://events.pagerduty.com');

/** Returns whether webhooks may lead to this machine and private networks, and without TLS: on the emulators only. */
export function allowsPrivateReceivers(): boolean {
  return process.env.FUNCTIONS_EMULATOR === 'true';
}

const siteAddressParam = stringParam('SITE_ADDRESS');
const automaticTaxParam = stringParam('STRIPE_AUTOMATIC_TAX');

/** Stripe's address and key. Read while a function runs, not before. */
export interface StripeServer {
  readonly address: string;
  readonly secretKey: string;
}

/** Returns Stripe's server; null: no payments. On the emulators, a stand-in replaces Stripe if there is no key. */
export function stripeServer(): StripeServer | null {
  const secretKey = keyIn(stripeSecretKey);
  if (secretKey !== '') return { address: stripeAddress(), secretKey };
  const standIn = process.env.STRIPE_STAND_IN;
  if (process.env.FUNCTIONS_EMULATOR !== 'true' || !standIn) return null;
  return { address: standIn, secretKey: 'sk_test_stand_in' };
}

/** Returns whether real money moves, according to the key. */
export function isLive(): boolean {
  return /^[a-z]k_live_/.test(stripeServer()?.secretKey ?? '');
}

/** Returns the secret for Stripe's signatures; empty: no signature is accepted. */
export function webhookSecret(): string {
  const isStandIn = process.env.FUNCTIONS_EMULATOR === 'true' && process.env.STRIPE_STAND_IN;
  return isStandIn ? stripeWebhookSecret.value() : keyIn(stripeWebhookSecret);
}

/** Returns whether Stripe computes taxes, which must be set up there first. */
export function hasAutomaticTax(): boolean {
  return automaticTaxParam.value() === 'true';
}

/** Returns the address of the app, for pages elsewhere that lead back to it. */
export function siteAddress(): string {
  const given =
    siteAddressParam.value() || process.env.LOCAL_SITE || `https://${process.env.GCLOUD_PROJECT}.web.app`;
  return given.replace(/\/+$/, '');
}

const outputBucketParam = stringParam('OUTPUT_BUCKET');

export type OutputPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'bucket'; readonly name: string };

/**
 * Returns where outputs go that are too large for a document: a bucket (the project's own if unnamed), or a folder on
 * the emulators.
 */
export function outputPlace(): OutputPlace {
  if (process.env.FUNCTIONS_EMULATOR !== 'true') return { kind: 'bucket', name: outputBucketParam.value() };
  return { kind: 'folder', folder: process.env.OUTPUT_FOLDER || join(tmpdir(), 'firemeter-outputs') };
}

const trustedHopsParam = stringParam('TRUSTED_HOPS', '1');

/** Returns the number of our proxies in front of every function. Each adds one address to X-Forwarded-For. */
export function trustedHops(): number {
  return Math.max(1, Number.parseInt(trustedHopsParam.value(), 10) || 1);
}

/** The networks from which Hosting sends requests for `/api`: Fastly's, according to api.fastly.com/public-ip-list. */
const fastly = [
  '23.235.32.0/20 43.249.72.0/22 103.244.50.0/24 103.245.222.0/23 103.245.224.0/24 104.156.80.0/20',
  '140.248.64.0/18 140.248.128.0/17 146.75.0.0/17 151.101.0.0/16 157.52.64.0/18 167.82.0.0/17',
  '167.82.128.0/20 167.82.160.0/20 167.82.224.0/20 172.111.64.0/18 185.31.16.0/22 199.27.72.0/21',
  '199.232.0.0/16 2a04:4e40::/32 2a04:4e42::/32',
].join(' ');
const hostingNetworksParam = stringParam('HOSTING_NETWORKS', fastly);
let hostingNetworks: AddressRange[] | null = null;

/**
 * Returns the proxies that only some requests come through. They are recognized by their address, never by a header.
 */
export function hostingProxies(): readonly AddressRange[] {
  hostingNetworks ??= hostingNetworksParam
    .value()
    .split(/[\s,]+/)
    .flatMap((text) => parseRange(text) ?? []);
  return hostingNetworks;
}

const countryHeaderParam = stringParam('COUNTRY_HEADER');

/** Returns the header, in lower case, in which our proxy sends the country; empty: there is none. */
export function countryHeader(): string {
  return countryHeaderParam.value().trim().toLowerCase();
}

/** Returns whether calls need an App Check token: everywhere except on the emulators. */
export function needsAppCheck(): boolean {
  return process.env.FUNCTIONS_EMULATOR !== 'true' && !process.env.FIRESTORE_EMULATOR_HOST;
}

export const REGION = 'us-central1';

/** The id of this instance, among those that may run at once. */
export const instanceId = randomUUID();
