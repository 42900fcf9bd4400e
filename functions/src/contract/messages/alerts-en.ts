import { type AlertCondition, AlertConditionName, alertConditions } from '../alerts/alert-conditions.ts';
import type { Alert } from '../documents/alert.ts';
import { formatCredits } from '../money/credits.ts';

type Text = (subject: string, amount: string) => string;

const texts: { readonly [N in AlertConditionName]: Text } = {
  'books-off': () => 'The books don’t balance.',
  'audit-off': () => 'The audit log is not as it was sealed.',
  'part-failing': (subject) => `A part of the service is failing: ${subject}.`,
  'job-late': (subject) => `The job ${subject} is late or failing.`,
  'provider-failing': (subject) => `The provider ${subject} is failing.`,
  'provider-slow': (subject, amount) => `The provider ${subject} takes ${amount} to answer.`,
  'error-rate': (subject, amount) => `${amount} of the requests of ${subject} fail.`,
  'person-spend': (subject, amount) => `The account ${subject} has spent ${amount}.`,
  'model-spend': (subject, amount) => `${subject} has cost ${amount}.`,
  'provider-budget': (subject, amount) => `${subject} has cost ${amount} this month.`,
  refunds: (_, amount) => `${amount} refunds.`,
  disputes: (_, amount) => `Payments in dispute: ${amount}.`,
  'fraud-warnings': (_, amount) => `Payments with a fraud warning: ${amount}.`,
  'abuse-signals': (_, amount) => `Signs of abuse to triage: ${amount}.`,
  'server-errors': (subject, amount) => `${subject} failed ${amount} times because of a server error.`,
  'calls-slow': (subject, amount) => `${subject} takes ${amount} (95th percentile).`,
};

/** Describes an alert in English, for channels outside of the app; one of a fault in Firemeter by its code. */
export function englishAlert({
  kind,
  subject,
  code,
  details,
}: Pick<Alert, 'subject' | 'code' | 'details'> & { readonly kind: string }): string {
  const name = AlertConditionName.safeParse(kind);
  if (!name.success) return `A fault in Firemeter: ${code}.`;
  const { threshold }: AlertCondition = alertConditions[name.data];
  return texts[name.data](subject, amountText(threshold?.unit ?? 'count', Number(details.value ?? 0)));
}

function amountText(unit: NonNullable<AlertCondition['threshold']>['unit'], value: number): string {
  switch (unit) {
    case 'count':
      return value.toLocaleString('en-US');
    case 'percent':
      return `${value}%`;
    case 'ms':
      return `${value.toLocaleString('en-US')} ms`;
    case 'micros':
      return `${formatCredits(value)} credits`;
    case 'usdMicros':
      return (value / 1_000_000).toLocaleString('en-US', { style: 'currency', currency: 'USD' });
  }
}
