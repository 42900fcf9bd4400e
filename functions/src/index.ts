import { initializeApp } from 'firebase-admin/app';
import { createDeployment, defaults } from './deployment.ts';
import { REGION } from './platform/config.ts';
import { deploy } from './platform/deploy.ts';
import { createServices } from './wiring.ts';

/** What this deployment is set to in `functions/.env`. */
const region = process.env.DEPLOY_REGION || REGION;
const collectionPrefix = process.env.COLLECTION_PREFIX ?? '';

const { services, jobs } = createServices({ app: initializeApp(), region, collectionPrefix });

/** Every row of the table. Modules name their exports, so the names stand here once more; a test compares them. */
export const {
  openAccount,
  generate,
  runLongWork,
  mergeGuest,
  startReel,
  resumeReel,
  cancelReel,
  runReel,
  cancelGeneration,
  setCaps,
  linkToResult,
  validateAndDeductCredits,
  updateAIActivityStatus,
  grantCreditsToUser,
  updateCreditConfiguration,
  updateModeration,
  startCheckout,
  buyPackWithSavedCard,
  openBillingPortal,
  changePlan,
  cancelPlan,
  resumePlan,
  setTopUp,
  runTopUp,
  refundPayment,
  replayStripeEvent,
  stripeWebhook,
  changeBlocks,
  changeAccountStatus,
  setUnlimited,
  resolveAlert,
  findUsers,
  lookUpUser,
  takeBackCredits,
  giveBackCredits,
  returnCredits,
  resetLimit,
  endSessions,
  setStaffRole,
  addStaffNote,
  deleteStaffNote,
  setStaffSettings,
  triageSignal,
  acknowledgeAlert,
  changeAlertRule,
  api,
  runJob,
  expireStaleHolds,
  expireLots,
  rollUpUsage,
  resetRateLimits,
  cleanupOldData,
  verifyLedger,
  allotSubscriptions,
  pausePayments,
  retryParkedEvents,
  reconcileStripe,
  sealRecords,
  verifyAudit,
  followAuth,
  health,
  evaluateAlerts,
  ledgerEvents,
  alertChanges,
} = deploy(createDeployment({ services, jobs }), { services, defaults: { ...defaults, region } });
