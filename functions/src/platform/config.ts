import { randomUUID } from 'node:crypto';
import { defineInt, defineSecret, defineString } from 'firebase-functions/params';

/** Key of the digests of prompts, requests and e-mail addresses. Never changed: it is what makes equal equal. */
export const digestKey = defineSecret('DIGEST_KEY');

export const openaiApiKey = defineSecret('OPENAI_API_KEY');
const OPENAI_BASE_URL = 'https://api.openai.com/v1';
const openaiBaseUrlParam = defineString('OPENAI_BASE_URL', { default: OPENAI_BASE_URL });

/** Any service that speaks OpenAI's API. A parameter that no deploy has set reads as empty. */
export function openaiBaseUrl(): string {
  return openaiBaseUrlParam.value() || OPENAI_BASE_URL;
}

const trustedHopsParam = defineInt('TRUSTED_HOPS', { default: 1 });

/** How many proxies of our own stand before the functions: each adds one address to X-Forwarded-For. */
export function trustedHops(): number {
  return Math.max(1, trustedHopsParam.value());
}

export const REGION = 'us-central1';

/** This instance of the backend, among those that may run at once. */
export const instanceId = randomUUID();
