import { z } from 'zod';
import { openEnum } from '../store/stored-document.ts';

/** The faults of a part, a provider or a job; `details` hold their amounts. */
export const HealthFaultCode = openEnum([
  /** No answer within `seconds`. */
  'timeout',
  'no-answer',
  'no-prices',
  /** A provider does not take the key. */
  'key-refused',
  /** A provider receives too many requests, or the account there is used up. */
  'over-quota',
  /** It answers with `status` of HTTP. */
  'answers-with',
  /** So many: `count`. */
  'drifts',
  'open-alerts',
  'events-waiting',
  'differences',
  'job-failed',
  'job-late',
  'never-checked',
  'not-checked-lately',
]);
export type HealthFaultCode = z.infer<typeof HealthFaultCode>;

export const HealthFault = z.strictObject({
  code: HealthFaultCode,
  details: z.record(z.string(), z.number()),
});
export type HealthFault = z.infer<typeof HealthFault>;
