import type { HealthReport, JobName } from '@firemeter/functions/contract';

/** The jobs that look for what is wrong: before they have run, finding nothing means nothing. */
const jobOf: Partial<Record<string, JobName>> = { books: 'verifyLedger', payments: 'reconcileStripe' };

/** Returns whether a part of a report was ever verified: its job has succeeded once, or it needs none. */
export function isVerified(part: string, jobs: HealthReport['jobs']): boolean {
  const wanted = jobOf[part];
  return (
    wanted === undefined ||
    jobs.some(({ name, lastSuccessAgeMs }) => name === wanted && lastSuccessAgeMs !== null)
  );
}
