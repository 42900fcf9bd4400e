import {
  type Alert,
  type AlertCondition,
  AlertConditionName,
  alertConditions,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { exactCredits, numberText } from '../texts/format.ts';
import { isolated } from '../texts/isolated.ts';
import { amountText } from './alert-units.ts';
import { conditionWords } from './condition-words.ts';
import { partName } from './service-words.ts';

type ShownAlert = Pick<Alert, 'kind' | 'code' | 'details' | 'subject'>;

const sentences: { readonly [N in AlertConditionName]: (subject: string, amount: string) => string } = {
  'books-off': () => conditionWords['books-off'].name,
  'audit-off': () => t`The audit log is not as it was sealed.`,
  'part-failing': (subject) => t`${partName(subject)} is failing.`,
  'job-late': (subject) => t`The job ${isolated(subject)} is late or failing.`,
  'provider-failing': (subject) => t`The provider ${isolated(subject)} is failing.`,
  'provider-slow': (subject, amount) => t`The provider ${isolated(subject)} takes ${amount} to answer.`,
  'error-rate': (subject, amount) => t`${amount} of the requests of ${isolated(subject)} fail.`,
  'person-spend': (_, amount) => t`An account has spent ${amount}.`,
  'model-spend': (subject, amount) => t`${isolated(subject)} has cost ${amount}.`,
  'provider-budget': (subject, amount) => t`${isolated(subject)} has cost ${amount} this month.`,
  refunds: (_, amount) => t`${amount} refunds.`,
  disputes: (_, amount) => t`Payments in dispute: ${amount}.`,
  'fraud-warnings': (_, amount) => t`Payments with a fraud warning: ${amount}.`,
  'abuse-signals': (_, amount) => t`Signs of abuse to triage: ${amount}.`,
  'server-errors': (subject, amount) =>
    t`${isolated(subject)} failed ${amount} times because of a server error.`,
  'calls-slow': (subject, amount) => t`${isolated(subject)} takes ${amount} (95th percentile).`,
};

/** An alert in words; one of a newer server by its code. */
export function alertText({ kind, code, details, subject }: ShownAlert): string {
  if (kind === 'decision-unbalanced') {
    return t`A request was refused because its books would not have balanced, by ${exactCredits(Number(details.offByMicros ?? 0))} credits.`;
  }
  if (kind === 'command-failed') return t`A request was refused because of a fault in Firemeter.`;
  if (kind === 'books-off') {
    const drifts = Number(details.drifts ?? 0);
    return plural(drifts, { one: 'The books are off: # drift.', other: 'The books are off: # drifts.' });
  }
  const name = AlertConditionName.safeParse(kind);
  if (!name.success) return code;
  const { threshold }: AlertCondition = alertConditions[name.data];
  const value = Number(details.value ?? 0);
  return sentences[name.data](subject, threshold ? amountText(threshold.unit, value) : numberText(value));
}
