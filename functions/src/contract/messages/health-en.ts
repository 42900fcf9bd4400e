import type { HealthFault, HealthFaultCode } from '../health/health-fault.ts';

type Text = (details: {
  readonly count: number;
  readonly seconds: number;
  readonly status: number;
}) => string;

const counted =
  (one: string, many: string): Text =>
  ({ count }) =>
    `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

const texts: { readonly [C in HealthFaultCode]: Text } = {
  timeout: ({ seconds }) => `No answer within ${seconds} seconds`,
  'no-answer': () => 'It does not answer',
  'no-prices': () => 'No prices are published',
  'key-refused': () => 'It does not accept the key',
  'over-quota': () => 'Too many requests, or the account there is used up',
  'answers-with': ({ status }) => `It answers with ${status}`,
  drifts: counted('drift in the books', 'drifts in the books'),
  'open-alerts': counted('open alert', 'open alerts'),
  'events-waiting': counted('Stripe event is waiting', 'Stripe events are waiting'),
  differences: counted('difference from Stripe', 'differences from Stripe'),
  'job-failed': () => 'It failed, or found something wrong',
  'job-late': () => 'It is late',
  'never-checked': () => 'Not checked yet',
  'not-checked-lately': () => 'Not checked for a while',
};

/** Describes a fault in English, for developers; one of a later build by its code. */
export function englishHealthFault({ code, details }: HealthFault): string {
  const text = Object.hasOwn(texts, code) ? texts[code] : null;
  return text ? text({ count: 0, seconds: 0, status: 0, ...details }) : code;
}
