import { randomUUID } from 'node:crypto';
import { defineInt, defineSecret, defineString } from 'firebase-functions/params';

/** Key of the digests of prompts, requests and e-mail addresses. Never changed: it is what makes equal equal. */
export const digestKey = defineSecret('DIGEST_KEY');

export const openaiApiKey = defineSecret('OPENAI_API_KEY');
/** Any service that speaks OpenAI's API. */
export const openaiBaseUrl = defineString('OPENAI_BASE_URL', { default: 'https://api.openai.com/v1' });

/** How many proxies of our own stand before the functions: each adds one address to X-Forwarded-For. */
export const trustedHops = defineInt('TRUSTED_HOPS', { default: 1 });

export const REGION = 'us-central1';

/** This instance of the backend, among those that may run at once. */
export const instanceId = randomUUID();
