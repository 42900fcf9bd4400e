import { credits } from './credits.js';

/** The functions that Firemeter deploys: accounts, holds and the jobs that maintain them. */
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
