import { z } from 'zod';
import { openEnum } from '../store/stored-document.ts';

/** The cause of a drift, as far as the verifier can determine it. */
export const DriftCauseCode = openEnum([
  'account-lost',
  'activity-lost',
  'amounts-differ',
  'brings-in',
  'cap-use-differs',
  'captured-other',
  'changes-debt',
  'charged-nothing',
  'debt-differs',
  'draws-differ',
  'drew-from-others',
  'empty-left',
  'entry-lost',
  'entry-or-account',
  'failure-untrue',
  'granted-otherwise',
  'grants-nothing',
  'lease-left',
  'lot-granted-before',
  'lowers-debt',
  'no-failure',
  'no-grant',
  'no-lease',
  'not-lapsed',
  'not-read',
  'not-swept',
  'other-account',
  'other-lapse-time',
  'other-order',
  'other-request',
  'over-hold',
  'over-limit',
  'over-price',
  'overdrawn',
  'payment-granted-before',
  'repays-other',
  'result-lost',
  'same-usage',
  'seen-with',
  'sources-differ',
  'times-differ',
  'twice',
  'unlike-schema',
]);
export type DriftCauseCode = z.infer<typeof DriftCauseCode>;

export const DriftCause = z.strictObject({
  code: DriftCauseCode,
  /** Ids, names and numbers that the sentence mentions. */
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type DriftCause = z.infer<typeof DriftCause>;

/** Returns a cause of a code. */
export function causedBy(code: DriftCauseCode, details: DriftCause['details'] = {}): DriftCause {
  return { code, details };
}
