import type { CallableOptions, HttpsOptions } from 'firebase-functions/https';
import type { TaskQueueOptions } from 'firebase-functions/tasks';
import { acknowledgeAlert } from './admin/acknowledge-alert.ts';
import { decideApproval } from './admin/approvals/decide-approval.ts';
import { requestApproval } from './admin/approvals/request-approval.ts';
import { changeAccountStatus } from './admin/change-account-status.ts';
import { changeAlertRule } from './admin/change-alert-rule.ts';
import { changeBlocks } from './admin/change-blocks.ts';
import { giveBackCredits } from './admin/credits/give-back-credits.ts';
import { grantInBulk, grantInBulkApproved, previewBulkGrant } from './admin/credits/grant-in-bulk.ts';
import { returnCredits } from './admin/credits/return-credits.ts';
import { takeBackCredits } from './admin/credits/take-back-credits.ts';
import { changeEndpoint } from './admin/endpoints/change-endpoint.ts';
import { replayDeliveries } from './admin/endpoints/replay-deliveries.ts';
import { grantCreditsToUser, grantUnlimited } from './admin/grant-credits-to-user.ts';
import { endSessions } from './admin/people/end-sessions.ts';
import { findUsers } from './admin/people/find-users.ts';
import { lookUpUser } from './admin/people/look-up-user.ts';
import { resetLimit } from './admin/people/reset-limit.ts';
import { setLegalHold } from './admin/people/set-legal-hold.ts';
import { addStaffNote, deleteStaffNote } from './admin/people/staff-notes.ts';
import { resolveAlert } from './admin/resolve-alert.ts';
import { setUnlimited } from './admin/set-unlimited.ts';
import { setPolicies } from './admin/staff/set-policies.ts';
import { setStaffRole } from './admin/staff/set-staff-role.ts';
import { setStaffSettings } from './admin/staff/set-staff-settings.ts';
import { triageSignal } from './admin/triage-signal.ts';
import { publishApproved, updateCreditConfiguration } from './admin/update-credit-configuration.ts';
import { updateInsightSettings } from './admin/update-insight-settings.ts';
import {
  alertEvents,
  type CallableName,
  collections,
  type JobName,
  meterEvents,
  SECOND_MS,
} from './contract/index.ts';
import { cancelGeneration } from './generation/calls/cancel-generation.ts';
import { generate, LongTask } from './generation/calls/generate.ts';
import { mergeGuest } from './generation/calls/merge-guest.ts';
import { openAccount } from './generation/calls/open-account.ts';
import { setCaps } from './generation/calls/set-caps.ts';
import { updateAIActivityStatus } from './generation/calls/update-activity-status.ts';
import { validateAndDeductCredits } from './generation/calls/validate-and-deduct-credits.ts';
import { linkToResult } from './generation/outputs/link-to-result.ts';
import { removeResults } from './generation/outputs/remove-results.ts';
import { runQueued } from './generation/pipeline.ts';
import { cancelReel } from './generation/reel/cancel-reel.ts';
import { ReelTask } from './generation/reel/reel-services.ts';
import { resumeReel } from './generation/reel/resume-reel.ts';
import { runReel } from './generation/reel/run-reel.ts';
import { startReel } from './generation/reel/start-reel.ts';
import { CALL_TIMEOUT_MS, TASK_TIMEOUT_MS } from './generation/time-limits.ts';
import { serveApi } from './http/serve-api.ts';
import { markNotificationsRead } from './notifications/mark-notifications-read.ts';
import { notifyOfAudit, notifyOfBilling, notifyOfPayment } from './notifications/notify-of-changes.ts';
import { DeliveryTask } from './notifications/outbox/outbox.ts';
import { serveMail } from './notifications/serve-mail.ts';
import { setNotificationSettings } from './notifications/set-notification-settings.ts';
import { buyPackWithSavedCard } from './payments/checkout/buy-pack-with-saved-card.ts';
import { openBillingPortal } from './payments/checkout/open-billing-portal.ts';
import { startCheckout } from './payments/checkout/start-checkout.ts';
import { changePlan } from './payments/plans/change-plan.ts';
import { cancelPlan, resumePlan } from './payments/plans/end-plan.ts';
import { refundApproved, refundPayment } from './payments/refunds-and-disputes/refund-payment.ts';
import { runTopUp } from './payments/top-ups/run-top-up.ts';
import { setTopUp } from './payments/top-ups/set-top-up.ts';
import { TopUpTask } from './payments/top-ups/top-up-queue.ts';
import { replayStripeEvent } from './payments/webhooks/replay-stripe-event.ts';
import { stripeWebhook } from './payments/webhooks/stripe-webhook.ts';
import {
  digestKey,
  mailEventsSecret,
  REGION,
  sealSigningSecret,
  smtpUrl,
  stripeSecretKey,
  stripeWebhookSecret,
} from './platform/deploy/config.ts';
import {
  type CallableRow,
  type CreatedRow,
  type HttpRow,
  type ScheduleRow,
  task,
  type WrittenRow,
} from './platform/deploy/deploy.ts';
import { hasHooks, runAlertHooks, runHooks } from './platform/store/run-hooks.ts';
import type { ErasureServices } from './privacy/erasure-services.ts';
import { exportMyData } from './privacy/export-my-data.ts';
import { requestErasure, undoErasure } from './privacy/request-erasure.ts';
import { updateModeration } from './safety/moderation/update-moderation.ts';
import { reportPageError } from './safety/report-page-error.ts';
import { previewPrices } from './upkeep/insight/preview-prices.ts';
import { type Jobs, runJobNow } from './upkeep/run-job-now.ts';
import type { Services } from './wiring.ts';

/** Few instances with many requests each: an account's requests meet in one lane more often. */
export const defaults = {
  region: REGION,
  maxInstances: 20,
  concurrency: 200,
  memory: '512MiB',
  timeoutSeconds: 60,
} as const;

const digesting = { secrets: [digestKey.name] };
const delivering = { secrets: [digestKey.name, smtpUrl.name] };
const paying = { secrets: [stripeSecretKey.name] };
const running = {
  timeoutSeconds: CALL_TIMEOUT_MS / SECOND_MS,
  memory: '1GiB',
} satisfies CallableOptions & HttpsOptions;

/** Work that takes minutes: few at once on an instance, asked for again until a worker has seen it through. */
const queued = {
  timeoutSeconds: TASK_TIMEOUT_MS / SECOND_MS,
  memory: '2GiB',
  concurrency: 4,
  rateLimits: { maxConcurrentDispatches: 80 },
  retryConfig: { maxAttempts: 20, minBackoffSeconds: 10, maxBackoffSeconds: 120 },
} satisfies TaskQueueOptions;

/** Reads every account, or every user. */
const thorough = { timeoutSeconds: 1_800 } as const;

/**
 * Every function that is deployed: a row each, by name. A callable or a job of the contract without a row does not
 * compile.
 */
export function createDeployment({
  services,
  jobs,
  erasing,
}: {
  services: Services;
  jobs: Jobs;
  erasing: ErasureServices;
}) {
  const { providerSecrets, moderationSecrets } = services;
  /** Moderation may call a model, even in functions that run none. */
  const moderating = { secrets: [digestKey.name, ...moderationSecrets] };
  const withModels = { secrets: [digestKey.name, ...providerSecrets] };
  const callables: { readonly [N in CallableName]: CallableRow<N> } = {
    openAccount: { kind: 'callable', options: digesting, handler: openAccount(services) },
    generate: { kind: 'callable', options: { ...running, ...withModels }, handler: generate(services) },
    mergeGuest: { kind: 'callable', handler: mergeGuest(services) },
    startReel: { kind: 'callable', options: moderating, handler: startReel(services) },
    resumeReel: { kind: 'callable', handler: resumeReel(services) },
    cancelReel: { kind: 'callable', handler: cancelReel(services) },
    setCaps: { kind: 'callable', handler: setCaps(services) },
    removeResults: { kind: 'callable', handler: removeResults(services) },
    reportPageError: { kind: 'callable', handler: reportPageError(services) },
    cancelGeneration: { kind: 'callable', handler: cancelGeneration(services) },
    linkToResult: { kind: 'callable', options: digesting, handler: linkToResult(services) },
    validateAndDeductCredits: {
      kind: 'callable',
      options: moderating,
      handler: validateAndDeductCredits(services),
    },
    updateAIActivityStatus: { kind: 'callable', handler: updateAIActivityStatus(services) },
    exportMyData: { kind: 'callable', options: { timeoutSeconds: 120 }, handler: exportMyData(services) },
    requestErasure: { kind: 'callable', options: paying, handler: requestErasure(erasing) },
    undoErasure: { kind: 'callable', handler: undoErasure(erasing) },
    setLegalHold: { kind: 'callable', handler: setLegalHold(services) },
    grantCreditsToUser: { kind: 'callable', handler: grantCreditsToUser(services) },
    updateCreditConfiguration: {
      kind: 'callable',
      // It says which providers can be reached.
      options: { secrets: providerSecrets },
      handler: updateCreditConfiguration(services),
    },
    previewPrices: {
      kind: 'callable',
      // It unpacks the usage of 30 days.
      options: { memory: '1GiB', timeoutSeconds: 120 },
      handler: previewPrices(services),
    },
    updateModeration: { kind: 'callable', handler: updateModeration(services) },
    startCheckout: { kind: 'callable', options: paying, handler: startCheckout(services) },
    buyPackWithSavedCard: { kind: 'callable', options: paying, handler: buyPackWithSavedCard(services) },
    openBillingPortal: { kind: 'callable', options: paying, handler: openBillingPortal(services) },
    changePlan: { kind: 'callable', options: paying, handler: changePlan(services) },
    cancelPlan: { kind: 'callable', options: paying, handler: cancelPlan(services) },
    resumePlan: { kind: 'callable', options: paying, handler: resumePlan(services) },
    setTopUp: { kind: 'callable', handler: setTopUp(services) },
    refundPayment: { kind: 'callable', options: paying, handler: refundPayment(services) },
    replayStripeEvent: { kind: 'callable', options: paying, handler: replayStripeEvent(services) },
    changeBlocks: { kind: 'callable', handler: changeBlocks(services) },
    changeAccountStatus: { kind: 'callable', handler: changeAccountStatus(services) },
    setUnlimited: { kind: 'callable', handler: setUnlimited(services) },
    updateInsightSettings: { kind: 'callable', handler: updateInsightSettings(services) },
    resolveAlert: { kind: 'callable', handler: resolveAlert(services) },
    findUsers: { kind: 'callable', handler: findUsers(services) },
    lookUpUser: { kind: 'callable', handler: lookUpUser(services) },
    takeBackCredits: { kind: 'callable', handler: takeBackCredits(services) },
    giveBackCredits: { kind: 'callable', handler: giveBackCredits(services) },
    returnCredits: { kind: 'callable', handler: returnCredits(services) },
    resetLimit: { kind: 'callable', handler: resetLimit(services) },
    endSessions: { kind: 'callable', handler: endSessions(services) },
    setStaffRole: { kind: 'callable', handler: setStaffRole(services) },
    addStaffNote: { kind: 'callable', handler: addStaffNote(services) },
    deleteStaffNote: { kind: 'callable', handler: deleteStaffNote(services) },
    previewBulkGrant: { kind: 'callable', handler: previewBulkGrant(services) },
    grantInBulk: { kind: 'callable', options: { timeoutSeconds: 300 }, handler: grantInBulk(services) },
    requestApproval: { kind: 'callable', handler: requestApproval(services) },
    decideApproval: {
      kind: 'callable',
      // Prices say which providers can be reached.
      options: { secrets: [...paying.secrets, ...providerSecrets], timeoutSeconds: 300 },
      handler: decideApproval({
        ...services,
        executors: {
          'grant-credits': grantUnlimited(services),
          'bulk-grant': grantInBulkApproved(services),
          'refund-payment': refundApproved(services),
          'publish-prices': publishApproved(services),
        },
      }),
    },
    setPolicies: { kind: 'callable', handler: setPolicies(services) },
    setStaffSettings: { kind: 'callable', handler: setStaffSettings(services) },
    triageSignal: { kind: 'callable', handler: triageSignal(services) },
    acknowledgeAlert: { kind: 'callable', handler: acknowledgeAlert(services) },
    changeAlertRule: { kind: 'callable', handler: changeAlertRule(services) },
    changeEndpoint: { kind: 'callable', options: digesting, handler: changeEndpoint(services) },
    replayDeliveries: { kind: 'callable', handler: replayDeliveries(services) },
    setNotificationSettings: { kind: 'callable', handler: setNotificationSettings(services) },
    markNotificationsRead: { kind: 'callable', handler: markNotificationsRead(services) },
    runJob: {
      kind: 'callable',
      options: {
        ...thorough,
        secrets: [...providerSecrets, ...delivering.secrets, stripeSecretKey.name, sealSigningSecret.name],
        memory: '1GiB',
      },
      handler: runJobNow({ ...services, jobs }),
    },
  };
  const schedules: { readonly [N in JobName]: ScheduleRow } = {
    expireStaleHolds: { kind: 'schedule', options: { timeoutSeconds: 300 }, job: jobs.expireStaleHolds },
    expireLots: { kind: 'schedule', job: jobs.expireLots },
    rollUpUsage: { kind: 'schedule', job: jobs.rollUpUsage },
    resetRateLimits: { kind: 'schedule', job: jobs.resetRateLimits },
    cleanupOldData: { kind: 'schedule', job: jobs.cleanupOldData },
    verifyLedger: { kind: 'schedule', options: { ...thorough, memory: '1GiB' }, job: jobs.verifyLedger },
    allotSubscriptions: { kind: 'schedule', job: jobs.allotSubscriptions },
    pausePayments: { kind: 'schedule', options: paying, job: jobs.pausePayments },
    retryParkedEvents: { kind: 'schedule', options: paying, job: jobs.retryParkedEvents },
    reconcileStripe: { kind: 'schedule', options: paying, job: jobs.reconcileStripe },
    sealRecords: { kind: 'schedule', options: { secrets: [sealSigningSecret.name] }, job: jobs.sealRecords },
    verifyAudit: { kind: 'schedule', options: { ...thorough, memory: '1GiB' }, job: jobs.verifyAudit },
    eraseAccounts: { kind: 'schedule', options: paying, job: jobs.eraseAccounts },
    followAuth: { kind: 'schedule', options: { ...thorough, ...paying }, job: jobs.followAuth },
    health: { kind: 'schedule', options: { secrets: providerSecrets }, job: jobs.health },
    keepRefundPromise: { kind: 'schedule', job: jobs.keepRefundPromise },
    evaluateAlerts: { kind: 'schedule', job: jobs.evaluateAlerts },
    sendReminders: { kind: 'schedule', job: jobs.sendReminders },
    sendReports: { kind: 'schedule', job: jobs.sendReports },
    deliverOutbox: { kind: 'schedule', options: delivering, job: jobs.deliverOutbox },
  };
  const stripe: HttpRow = {
    kind: 'http',
    options: { secrets: [stripeSecretKey.name, stripeWebhookSecret.name] },
    handler: stripeWebhook(services),
  };
  /** The same over plain HTTP, under `/api` of the site. */
  const api: HttpRow = { kind: 'http', options: { ...running, ...withModels }, handler: serveApi(services) };
  /** Where links of e-mails lead, under `/mail` of the site. */
  const mail: HttpRow = {
    kind: 'http',
    options: { secrets: [digestKey.name, mailEventsSecret.name] },
    handler: serveMail(services),
  };
  const { hooks, collectionPrefix } = services;
  /** Not there without hooks: it would cost a call for each entry. */
  const ledgerEvents: CreatedRow | null = hasHooks(hooks, Object.keys(meterEvents))
    ? {
        kind: 'created',
        document: `${collectionPrefix}${collections.ledger}/{entryId}`,
        handler: (entry) => runHooks(hooks, entry),
      }
    : null;
  const alertChanges: WrittenRow | null = hasHooks(hooks, Object.keys(alertEvents))
    ? {
        kind: 'written',
        document: `${collectionPrefix}${collections.alerts}/{alertId}`,
        handler: (change) => runAlertHooks(hooks, change),
      }
    : null;
  const paymentChanges: WrittenRow = {
    kind: 'written',
    document: `${collectionPrefix}${collections.payments}/{paymentId}`,
    handler: (change) => notifyOfPayment(services, change),
  };
  const billingChanges: WrittenRow = {
    kind: 'written',
    document: `${collectionPrefix}${collections.billing}/{accountId}`,
    handler: (change) => notifyOfBilling(services, change),
  };
  const auditEvents: CreatedRow = {
    kind: 'created',
    document: `${collectionPrefix}${collections.audit}/{entryId}`,
    handler: (entry) => notifyOfAudit(services, entry),
  };
  return {
    ...callables,
    ...schedules,
    runLongWork: task(LongTask, {
      options: { ...queued, ...withModels },
      handler: (work) => runQueued(services, work),
    }),
    runReel: task(ReelTask, {
      options: { ...queued, ...withModels },
      handler: (reel) => runReel(services, reel),
    }),
    runTopUp: task(TopUpTask, {
      options: {
        ...paying,
        retryConfig: { maxAttempts: 20, minBackoffSeconds: 10, maxBackoffSeconds: 600 },
      },
      handler: (topUp) => runTopUp(services, topUp),
    }),
    deliverMessage: task(DeliveryTask, {
      options: {
        ...delivering,
        timeoutSeconds: 120,
        retryConfig: { maxAttempts: 5, minBackoffSeconds: 60, maxBackoffSeconds: 600 },
      },
      handler: ({ deliveryId }) => services.outbox.deliver(deliveryId),
    }),
    mail,
    stripeWebhook: stripe,
    api,
    ledgerEvents,
    alertChanges,
    paymentChanges,
    billingChanges,
    auditEvents,
  };
}
