import type { CallableOptions, HttpsOptions } from 'firebase-functions/https';
import type { TaskQueueOptions } from 'firebase-functions/tasks';
import { SECOND_MS } from '../contract/index.ts';
import { CALL_TIMEOUT_MS, TASK_TIMEOUT_MS } from '../generation/time-limits.ts';
import { digestKey, REGION, smtpUrl, stripeSecretKey } from '../platform/deploy/config.ts';
import type { Services } from '../wiring.ts';

/** Few instances with many requests each: an account's requests meet in one lane more often. */
export const defaults = {
  region: REGION,
  maxInstances: 20,
  concurrency: 200,
  memory: '512MiB',
  timeoutSeconds: 60,
} as const;

export const digesting = { secrets: [digestKey.name] };
export const delivering = { secrets: [digestKey.name, smtpUrl.name] };
export const paying = { secrets: [stripeSecretKey.name] };
export const running = {
  timeoutSeconds: CALL_TIMEOUT_MS / SECOND_MS,
  memory: '1GiB',
} satisfies CallableOptions & HttpsOptions;

/** Work that takes minutes: few at once on an instance, repeated until a worker has finished it. */
export const queued = {
  timeoutSeconds: TASK_TIMEOUT_MS / SECOND_MS,
  memory: '2GiB',
  concurrency: 4,
  rateLimits: { maxConcurrentDispatches: 80 },
  retryConfig: { maxAttempts: 20, minBackoffSeconds: 10, maxBackoffSeconds: 120 },
} satisfies TaskQueueOptions;

/** Reads every account, every user, or every failure since it was last there. */
export const thorough = { timeoutSeconds: 1_800 } as const;

/** Returns the options of functions that moderate or run models, by the secrets of the providers in use. */
export function optionsOfModels({ providerSecrets, moderationSecrets }: Services) {
  return {
    /** Moderation may call a model, even in functions that run none. */
    moderating: { secrets: [digestKey.name, ...moderationSecrets] },
    withModels: { secrets: [digestKey.name, ...providerSecrets] },
  };
}
