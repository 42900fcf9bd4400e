import { credits } from './credits.js';

/** What Firemeter deploys: accounts, holds and the jobs that keep them right. */
export const {
  openAccount,
  cancelGeneration,
  validateAndDeductCredits,
  updateAIActivityStatus,
  grantCreditsToUser,
  updateCreditConfiguration,
  expireStaleHolds,
  expireLots,
  rollUpUsage,
  resetRateLimits,
  cleanupOldData,
} = credits.functions;
