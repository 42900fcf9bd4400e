import type { JobName } from '../contract/index.ts';
import { sealSigningSecret } from '../platform/deploy/config.ts';
import type { ScheduleRow } from '../platform/deploy/deploy.ts';
import type { Jobs } from '../upkeep/run-job-now.ts';
import type { Services } from '../wiring.ts';

import { delivering, paying, thorough } from './options.ts';

/** A row for each job of the contract. */
export function scheduleRows(
  { providerSecrets }: Services,
  jobs: Jobs,
): { readonly [N in JobName]: ScheduleRow } {
  return {
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
    keepRefundPromise: { kind: 'schedule', options: thorough, job: jobs.keepRefundPromise },
    evaluateAlerts: { kind: 'schedule', job: jobs.evaluateAlerts },
    sendReminders: { kind: 'schedule', job: jobs.sendReminders },
    sendReports: { kind: 'schedule', job: jobs.sendReports },
    deliverOutbox: {
      kind: 'schedule',
      options: { ...delivering, timeoutSeconds: 300 },
      job: jobs.deliverOutbox,
    },
  };
}
