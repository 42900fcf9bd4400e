import type { Job } from '../platform/deploy/job.ts';
import { evaluateAlerts } from './alerts/evaluate-alerts.ts';
import { type CleanupServices, cleanupOldData } from './cleanup-old-data.ts';
import { expireLots } from './expire-lots.ts';
import { expireStaleHolds, type SweepServices } from './expire-stale-holds.ts';
import { type FollowServices, followAuth } from './follow-auth.ts';
import { checkHealth, type HealthServices } from './health/check-health.ts';
import { keepRefundPromise } from './refunds/keep-refund-promise.ts';
import { resetRateLimits } from './reset-rate-limits.ts';
import { sealRecords } from './seals/seal-records.ts';
import type { SealServices } from './seals/seal-services.ts';
import { verifyAudit } from './seals/verify-audit.ts';
import { logUsage } from './usage/log-usage.ts';
import type { UsageServices } from './usage/pack-usage.ts';
import { verifyLedger } from './verify/verify-ledger.ts';

export type UpkeepServices = SweepServices &
  CleanupServices &
  UsageServices &
  HealthServices &
  FollowServices &
  SealServices;

/** The jobs of upkeep, by name. */
export function createJobs(services: UpkeepServices) {
  return {
    expireStaleHolds: { name: 'expireStaleHolds', run: (run) => expireStaleHolds(services, run) },
    expireLots: { name: 'expireLots', run: (run) => expireLots(services, run) },
    cleanupOldData: { name: 'cleanupOldData', run: (run) => cleanupOldData(services, run) },
    resetRateLimits: { name: 'resetRateLimits', run: (run) => resetRateLimits(services, run) },
    rollUpUsage: { name: 'rollUpUsage', run: (run) => logUsage(services, run) },
    verifyLedger: { name: 'verifyLedger', run: (run) => verifyLedger(services, run) },
    sealRecords: { name: 'sealRecords', run: (run) => sealRecords(services, run) },
    verifyAudit: { name: 'verifyAudit', run: (run) => verifyAudit(services, run) },
    followAuth: { name: 'followAuth', run: (run) => followAuth(services, run) },
    health: { name: 'health', run: () => checkHealth(services) },
    keepRefundPromise: { name: 'keepRefundPromise', run: (run) => keepRefundPromise(services, run) },
    evaluateAlerts: { name: 'evaluateAlerts', run: () => evaluateAlerts(services) },
  } as const satisfies Record<string, Job>;
}
