import { z } from 'zod';
import { AlertConditionName } from '../alerts/alert-conditions.ts';
import { Severity } from '../limits/abuse.ts';
import { absentIsNull, openEnum, schemaVersion, since } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';

/** What an alert is about; `code` and `details` say more. */
const AlertKind = openEnum([
  /** A decision would have created or lost credits, so nothing was written. */
  'decision-unbalanced',
  /** A command failed because of a fault in Firemeter: it could not be decided or stored. */
  'command-failed',
  ...AlertConditionName.options,
]);
export type AlertKind = z.infer<typeof AlertKind>;

/**
 * `alerts/{account-kind-hour}`: a fault in the product itself, open until staff resolve it.
 * `alerts/{all-kind}`: a lasting fault, resolved by the check that no longer finds it.
 * `alerts/{condition-time-subject}`: a rule's condition holds for a subject; resolved when it no longer does.
 */
export const Alert = z.strictObject({
  schemaVersion,
  kind: AlertKind,
  severity: Severity,
  /** Null: it doesn't concern a single account. */
  accountId: absentIsNull(z.string()),
  /** The place of the fault, such as `hold activity/uid_1`. */
  subject: z.string(),
  /** The code of its message. */
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  traceId: absentIsNull(z.string()),
  createdAt: Time,
  resolvedAt: absentIsNull(Time),
  /** The condition of the rule that fired it; null: the code that detected it fired it. */
  rule: since(3, z.string()),
  /** The staff member who acknowledged it first. */
  acknowledged: since(3, z.strictObject({ uid: z.string(), atMs: TimeMs })),
  /** The staff member who resolved it; null: none did. */
  resolvedBy: since(3, z.string()),
});
export type Alert = z.infer<typeof Alert>;
/** An alert before it is recorded. */
export type NewAlert = Omit<Alert, 'schemaVersion' | 'createdAt' | keyof typeof NEW_ALERT>;
/** The empty fields of a new alert. */
export const NEW_ALERT = { resolvedAt: null, rule: null, acknowledged: null, resolvedBy: null } as const;
