import { setGlobalOptions } from 'firebase-functions';
import { onRequest } from 'firebase-functions/https';
import { onTaskDispatched } from 'firebase-functions/tasks';
import * as status from './admin/change-account-status.ts';
import * as blocking from './admin/change-blocks.ts';
import * as admin from './admin/grant-credits-to-user.ts';
import * as resolving from './admin/resolve-alert.ts';
import * as configuration from './admin/update-credit-configuration.ts';
import { SECOND_MS } from './contract/index.ts';
import * as cancel from './generation/cancel-generation.ts';
import * as generation from './generation/generate.ts';
import * as merging from './generation/merge-guest.ts';
import * as accounts from './generation/open-account.ts';
import * as linking from './generation/outputs/link-to-result.ts';
import * as pipeline from './generation/pipeline.ts';
import { openai } from './generation/providers/openai.ts';
import { providerSecrets } from './generation/providers/registry.ts';
import * as cancelling from './generation/reel/cancel-reel.ts';
import type { ReelTask } from './generation/reel/reel-services.ts';
import * as resuming from './generation/reel/resume-reel.ts';
import * as reels from './generation/reel/run-reel.ts';
import * as starting from './generation/reel/start-reel.ts';
import { CALL_TIMEOUT_MS, TASK_TIMEOUT_MS } from './generation/time-limits.ts';
import * as report from './generation/update-activity-status.ts';
import * as validate from './generation/validate-and-deduct-credits.ts';
import * as http from './http/serve-api.ts';
import * as buying from './payments/checkout/buy-pack-with-saved-card.ts';
import * as portal from './payments/checkout/open-billing-portal.ts';
import * as checkout from './payments/checkout/start-checkout.ts';
import * as changing from './payments/plans/change-plan.ts';
import * as ending from './payments/plans/end-plan.ts';
import * as refunding from './payments/refunds-and-disputes/refund-payment.ts';
import * as topUps from './payments/top-ups/run-top-up.ts';
import * as settingUp from './payments/top-ups/set-top-up.ts';
import type { TopUpTask } from './payments/top-ups/top-up-queue.ts';
import * as replaying from './payments/webhooks/replay-stripe-event.ts';
import * as webhook from './payments/webhooks/stripe-webhook.ts';
import { createCallable } from './platform/callable.ts';
import {
  digestKey,
  REGION,
  sealSigningSecret,
  stripeSecretKey,
  stripeWebhookSecret,
} from './platform/config.ts';
import { scheduled } from './platform/scheduled.ts';
import * as moderation from './safety/moderation/update-moderation.ts';
import * as upkeep from './upkeep/run-job-now.ts';
import { jobs, services } from './wiring.ts';

/** Few instances with many requests each: an account's requests meet in one lane more often. */
setGlobalOptions({
  region: REGION,
  maxInstances: 20,
  concurrency: 200,
  memory: '512MiB',
  timeoutSeconds: 60,
});

const callable = createCallable(services);
const secrets = [digestKey];
/** Moderation may ask OpenAI: of functions that run no model too. */
const moderating = [digestKey, ...(openai.secret ? [openai.secret] : [])];

/** Work that takes minutes: few at once on an instance, asked for again until a worker has seen it through. */
const queued = {
  timeoutSeconds: TASK_TIMEOUT_MS / SECOND_MS,
  memory: '2GiB',
  concurrency: 4,
  rateLimits: { maxConcurrentDispatches: 80 },
  retryConfig: { maxAttempts: 20, minBackoffSeconds: 10, maxBackoffSeconds: 120 },
} as const;

export const openAccount = callable('openAccount', { secrets }, accounts.openAccount(services));
export const generate = callable(
  'generate',
  {
    secrets: [digestKey, ...providerSecrets],
    timeoutSeconds: CALL_TIMEOUT_MS / SECOND_MS,
    memory: '1GiB',
  },
  generation.generate(services),
);
export const runLongWork = onTaskDispatched(
  { ...queued, secrets: [digestKey, ...providerSecrets] },
  ({ data }) => pipeline.runQueued(services, generation.LongTask.parse(data)),
);
export const mergeGuest = callable('mergeGuest', {}, merging.mergeGuest(services));
export const startReel = callable('startReel', { secrets: moderating }, starting.startReel(services));
export const resumeReel = callable('resumeReel', {}, resuming.resumeReel(services));
export const cancelReel = callable('cancelReel', {}, cancelling.cancelReel(services));
export const runReel = onTaskDispatched<ReelTask>(
  { ...queued, secrets: [digestKey, ...providerSecrets] },
  ({ data }) => reels.runReel(services, data),
);
export const cancelGeneration = callable('cancelGeneration', {}, cancel.cancelGeneration(services));
export const linkToResult = callable('linkToResult', { secrets }, linking.linkToResult(services));
export const validateAndDeductCredits = callable(
  'validateAndDeductCredits',
  { secrets: moderating },
  validate.validateAndDeductCredits(services),
);
export const updateAIActivityStatus = callable(
  'updateAIActivityStatus',
  {},
  report.updateAIActivityStatus(services),
);
export const grantCreditsToUser = callable('grantCreditsToUser', {}, admin.grantCreditsToUser(services));
export const updateCreditConfiguration = callable(
  'updateCreditConfiguration',
  // It says which providers can be reached.
  { secrets: providerSecrets },
  configuration.updateCreditConfiguration(services),
);

export const updateModeration = callable('updateModeration', {}, moderation.updateModeration(services));

export const startCheckout = callable(
  'startCheckout',
  { secrets: [stripeSecretKey] },
  checkout.startCheckout(services),
);
export const buyPackWithSavedCard = callable(
  'buyPackWithSavedCard',
  { secrets: [stripeSecretKey] },
  buying.buyPackWithSavedCard(services),
);
export const openBillingPortal = callable(
  'openBillingPortal',
  { secrets: [stripeSecretKey] },
  portal.openBillingPortal(services),
);
export const changePlan = callable(
  'changePlan',
  { secrets: [stripeSecretKey] },
  changing.changePlan(services),
);
export const cancelPlan = callable('cancelPlan', { secrets: [stripeSecretKey] }, ending.cancelPlan(services));
export const resumePlan = callable('resumePlan', { secrets: [stripeSecretKey] }, ending.resumePlan(services));
export const setTopUp = callable('setTopUp', {}, settingUp.setTopUp(services));
export const runTopUp = onTaskDispatched<TopUpTask>(
  {
    secrets: [stripeSecretKey],
    retryConfig: { maxAttempts: 20, minBackoffSeconds: 10, maxBackoffSeconds: 600 },
  },
  ({ data }) => topUps.runTopUp(services, data),
);
export const refundPayment = callable(
  'refundPayment',
  { secrets: [stripeSecretKey] },
  refunding.refundPayment(services),
);
export const replayStripeEvent = callable(
  'replayStripeEvent',
  { secrets: [stripeSecretKey] },
  replaying.replayStripeEvent(services),
);
export const stripeWebhook = onRequest(
  { secrets: [stripeSecretKey, stripeWebhookSecret] },
  webhook.stripeWebhook(services),
);

export const changeBlocks = callable('changeBlocks', {}, blocking.changeBlocks(services));
export const changeAccountStatus = callable('changeAccountStatus', {}, status.changeAccountStatus(services));
export const resolveAlert = callable('resolveAlert', {}, resolving.resolveAlert(services));

/** The same over plain HTTP, under `/api` of the site. */
export const api = onRequest(
  { secrets: [digestKey, ...providerSecrets], timeoutSeconds: CALL_TIMEOUT_MS / SECOND_MS, memory: '1GiB' },
  http.serveApi(services),
);

export const runJob = callable(
  'runJob',
  {
    secrets: [...providerSecrets, stripeSecretKey, sealSigningSecret],
    timeoutSeconds: 1_800,
    memory: '1GiB',
  },
  upkeep.runJobNow({ ...services, jobs }),
);
export const expireStaleHolds = scheduled(services, jobs.expireStaleHolds, { timeoutSeconds: 300 });
export const expireLots = scheduled(services, jobs.expireLots);
export const rollUpUsage = scheduled(services, jobs.rollUpUsage);
export const resetRateLimits = scheduled(services, jobs.resetRateLimits);
export const cleanupOldData = scheduled(services, jobs.cleanupOldData);
export const verifyLedger = scheduled(services, jobs.verifyLedger, {
  timeoutSeconds: 1_800,
  memory: '1GiB',
});
export const allotSubscriptions = scheduled(services, jobs.allotSubscriptions);
export const pausePayments = scheduled(services, jobs.pausePayments, { secrets: [stripeSecretKey] });
export const retryParkedEvents = scheduled(services, jobs.retryParkedEvents, { secrets: [stripeSecretKey] });
export const reconcileStripe = scheduled(services, jobs.reconcileStripe, { secrets: [stripeSecretKey] });
export const sealRecords = scheduled(services, jobs.sealRecords, { secrets: [sealSigningSecret] });
export const verifyAudit = scheduled(services, jobs.verifyAudit, { timeoutSeconds: 1_800, memory: '1GiB' });
export const followAuth = scheduled(services, jobs.followAuth, { timeoutSeconds: 1_800 });
export const health = scheduled(services, jobs.health, { secrets: providerSecrets });
