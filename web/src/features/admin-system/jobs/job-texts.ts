import type { JobName } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** What each job does. */
export const jobTexts: Readonly<Record<JobName, string>> = {
  expireStaleHolds: t`Gives back the credits of requests that no worker is left to end.`,
  expireLots: t`Removes what is left of credits that have expired.`,
  rollUpUsage: t`Logs ended requests, each once, and adds what happened to the figures.`,
  sealRecords: t`Seals new entries of each ledger and of the audit log.`,
  verifyAudit: t`Checks the audit log against its seals. It repairs nothing.`,
  resetRateLimits: t`Forgets addresses whose limits hold nothing any more.`,
  cleanupOldData: t`Removes requests and results older than 90 days; never the ledger, abuse or audit.`,
  allotSubscriptions: t`Allots the months that are due of plans paid for by the year.`,
  pausePayments: t`Pauses the payments of suspended accounts, and ends those of people who were deleted.`,
  retryParkedEvents: t`Handles Stripe’s events again that came before what they are about.`,
  reconcileStripe: t`Compares Stripe’s payments with ours and the ledger, both ways; it repairs nothing.`,
  verifyLedger: t`Checks the books of every account against every invariant; one pass a night, and it repairs nothing.`,
  eraseAccounts: t`Erases what is held about people who asked for it, and deletes what is kept at its deadline.`,
  followAuth: t`Updates names and email addresses from Firebase Auth, and forgets who was deleted there.`,
  keepRefundPromise: t`Measures how long credits of failed work took to come back, and grants goodwill credits where that was longer than promised.`,
  evaluateAlerts: t`Checks the rules of alerts, fires what begins and resolves what has ended.`,
  sendReports: t`Sends the reports of the day and the month before to the endpoints that want them.`,
  sendReminders: t`Reminds people of credits that expire and of yearly plans that renew.`,
  deliverOutbox: t`Sends messages that are due and that no task has sent.`,
  health: t`Checks each part, each provider and each job.`,
};
