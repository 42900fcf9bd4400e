import { acknowledgeAlert } from '../admin/acknowledge-alert.ts';
import { decideAppeal } from '../admin/appeals/decide-appeal.ts';
import { sendAppeal } from '../admin/appeals/send-appeal.ts';
import { decideApproval } from '../admin/approvals/decide-approval.ts';
import { requestApproval } from '../admin/approvals/request-approval.ts';
import { changeAccountStatus } from '../admin/change-account-status.ts';
import { changeAlertRule } from '../admin/change-alert-rule.ts';
import { changeBlocks } from '../admin/change-blocks.ts';
import { giveBackCredits } from '../admin/credits/give-back-credits.ts';
import { grantInBulk, grantInBulkApproved, previewBulkGrant } from '../admin/credits/grant-in-bulk.ts';
import { returnCredits } from '../admin/credits/return-credits.ts';
import { takeBackCredits } from '../admin/credits/take-back-credits.ts';
import { changeEndpoint } from '../admin/endpoints/change-endpoint.ts';
import { replayDeliveries } from '../admin/endpoints/replay-deliveries.ts';
import { grantCreditsToUser, grantUnlimited } from '../admin/grant-credits-to-user.ts';
import { endSessions } from '../admin/people/end-sessions.ts';
import { findUsers } from '../admin/people/find-users.ts';
import { lookUpUser } from '../admin/people/look-up-user.ts';
import { resetLimit } from '../admin/people/reset-limit.ts';
import { setLegalHold } from '../admin/people/set-legal-hold.ts';
import { addStaffNote, deleteStaffNote } from '../admin/people/staff-notes.ts';
import { resolveAlert } from '../admin/resolve-alert.ts';
import { setUnlimited } from '../admin/set-unlimited.ts';
import { setPolicies } from '../admin/staff/set-policies.ts';
import { setStaffRole } from '../admin/staff/set-staff-role.ts';
import { setStaffSettings } from '../admin/staff/set-staff-settings.ts';
import { updateTerms } from '../admin/staff/update-terms.ts';
import { triageSignal } from '../admin/triage-signal.ts';
import { publishApproved, updateCreditConfiguration } from '../admin/update-credit-configuration.ts';
import { updateInsightSettings } from '../admin/update-insight-settings.ts';
import type { CallableName } from '../contract/index.ts';
import { cancelGeneration } from '../generation/calls/cancel-generation.ts';
import { generate } from '../generation/calls/generate.ts';
import { mergeGuest } from '../generation/calls/merge-guest.ts';
import { openAccount } from '../generation/calls/open-account.ts';
import { setCaps } from '../generation/calls/set-caps.ts';
import { updateAIActivityStatus } from '../generation/calls/update-activity-status.ts';
import { validateAndDeductCredits } from '../generation/calls/validate-and-deduct-credits.ts';
import { linkToResult } from '../generation/outputs/link-to-result.ts';
import { markFavorites } from '../generation/outputs/mark-favorites.ts';
import { removeResults } from '../generation/outputs/remove-results.ts';
import { cancelReel } from '../generation/reel/cancel-reel.ts';
import { resumeReel } from '../generation/reel/resume-reel.ts';
import { startReel } from '../generation/reel/start-reel.ts';
import { markNotificationsRead } from '../notifications/mark-notifications-read.ts';
import { setNotificationSettings } from '../notifications/set-notification-settings.ts';
import { buyPackWithSavedCard } from '../payments/checkout/buy-pack-with-saved-card.ts';
import { openBillingPortal } from '../payments/checkout/open-billing-portal.ts';
import { startCheckout } from '../payments/checkout/start-checkout.ts';
import { changePlan } from '../payments/plans/change-plan.ts';
import { cancelPlan, resumePlan } from '../payments/plans/end-plan.ts';
import { compareMonth } from '../payments/reconciliation/month/compare-month.ts';
import { prepareDisputeEvidence } from '../payments/refunds-and-disputes/evidence/prepare-dispute-evidence.ts';
import { submitDisputeEvidence } from '../payments/refunds-and-disputes/evidence/submit-dispute-evidence.ts';
import { refundApproved, refundPayment } from '../payments/refunds-and-disputes/refund-payment.ts';
import { setTopUp } from '../payments/top-ups/set-top-up.ts';
import { replayStripeEvent } from '../payments/webhooks/replay-stripe-event.ts';
import { sealSigningSecret, stripeSecretKey } from '../platform/deploy/config.ts';
import type { CallableRow } from '../platform/deploy/deploy.ts';
import type { ErasureServices } from '../privacy/erasure-services.ts';
import { exportMyData } from '../privacy/export-my-data.ts';
import { requestErasure, undoErasure } from '../privacy/request-erasure.ts';
import { updateModeration } from '../safety/moderation/update-moderation.ts';
import { reportPageError } from '../safety/report-page-error.ts';
import { agreeToTerms } from '../safety/terms/agree-to-terms.ts';
import { previewPrices } from '../upkeep/insight/preview-prices.ts';
import { type Jobs, runJobNow } from '../upkeep/run-job-now.ts';
import type { Services } from '../wiring.ts';

import { delivering, digesting, optionsOfModels, paying, running, thorough } from './options.ts';

/** The services that deployed functions run with. */
export interface DeployedServices {
  readonly services: Services;
  readonly jobs: Jobs;
  readonly erasing: ErasureServices;
}

/** A row for each callable of the contract. */
export function callableRows({ services, jobs, erasing }: DeployedServices): {
  readonly [N in CallableName]: CallableRow<N>;
} {
  const { providerSecrets } = services;
  const { moderating, withModels } = optionsOfModels(services);
  return {
    openAccount: { kind: 'callable', options: digesting, handler: openAccount(services) },
    agreeToTerms: { kind: 'callable', handler: agreeToTerms(services) },
    generate: { kind: 'callable', options: { ...running, ...withModels }, handler: generate(services) },
    mergeGuest: { kind: 'callable', handler: mergeGuest(services) },
    startReel: { kind: 'callable', options: moderating, handler: startReel(services) },
    resumeReel: { kind: 'callable', handler: resumeReel(services) },
    cancelReel: { kind: 'callable', handler: cancelReel(services) },
    setCaps: { kind: 'callable', handler: setCaps(services) },
    removeResults: { kind: 'callable', handler: removeResults(services) },
    markFavorites: { kind: 'callable', handler: markFavorites(services) },
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
    prepareDisputeEvidence: { kind: 'callable', handler: prepareDisputeEvidence(services) },
    submitDisputeEvidence: { kind: 'callable', options: paying, handler: submitDisputeEvidence(services) },
    compareMonthWithStripe: {
      kind: 'callable',
      // It lists everything that moved the Stripe balance in a month.
      options: { ...paying, memory: '1GiB', timeoutSeconds: 300 },
      handler: compareMonth(services),
    },
    replayStripeEvent: { kind: 'callable', options: paying, handler: replayStripeEvent(services) },
    changeBlocks: { kind: 'callable', handler: changeBlocks(services) },
    changeAccountStatus: { kind: 'callable', handler: changeAccountStatus(services) },
    appeal: { kind: 'callable', handler: sendAppeal(services) },
    decideAppeal: { kind: 'callable', handler: decideAppeal(services) },
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
    updateTerms: { kind: 'callable', handler: updateTerms(services) },
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
}
