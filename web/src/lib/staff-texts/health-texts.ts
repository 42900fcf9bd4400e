import type { HealthFault, HealthFaultCode, ServiceFault } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { numberText } from '../texts/format.ts';

type Numbers = Readonly<Record<'count' | 'seconds' | 'status', number>>;

const texts: { readonly [C in HealthFaultCode]: (details: Numbers) => string } = {
  timeout: ({ seconds }) =>
    plural(seconds, { one: 'No answer within # second', other: 'No answer within # seconds' }),
  'no-answer': () => t`No answer`,
  'no-prices': () => t`No prices are published`,
  'key-refused': () => t`The key is rejected`,
  'over-quota': () => t`Too many requests, or the account there is used up`,
  'answers-with': ({ status }) => t`It answers with HTTP ${status}`,
  drifts: ({ count }) => plural(count, { one: '# drift in the books', other: '# drifts in the books' }),
  'open-alerts': ({ count }) => plural(count, { one: '# open alert', other: '# open alerts' }),
  'events-waiting': ({ count }) =>
    plural(count, { one: '# Stripe event is waiting', other: '# Stripe events are waiting' }),
  differences: ({ count }) =>
    plural(count, { one: '# difference from Stripe', other: '# differences from Stripe' }),
  'job-failed': () => t`It failed, or found something wrong`,
  'job-late': () => t`It is late`,
  'never-checked': () => t`Not checked yet`,
  'not-checked-lately': () => t`Not checked for a while`,
};

/** Describes a fault: one of a later build by its code, one of an earlier build by its stored text. */
export function healthText({ fault, note }: Pick<ServiceFault, 'fault' | 'note'>): string | null {
  return fault ? faultText(fault) : note;
}

function faultText({ code, details }: HealthFault): string {
  if (!Object.hasOwn(texts, code))
    return `${code} ${Object.values(details).map(numberText).join(' ')}`.trim();
  return texts[code]({ count: 0, seconds: 0, status: 0, ...details });
}
