import {
  type AlertCondition,
  type AlertConditionName,
  type AlertRule,
  type AlertUnit,
  alertConditions,
  DAY_MS,
  HOUR_MS,
  MICROS_PER_CREDIT,
  MINUTE_MS,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { formatLocale } from '../language/locale.ts';
import { creditsText, numberText, percentText } from '../texts/format.ts';

const dollars = new Intl.NumberFormat(formatLocale, { style: 'currency', currency: 'USD' });
const USD_MICROS = 1_000_000;

/** The number of stored units in one entered unit. */
export const unitScale: Readonly<Record<AlertUnit, number>> = {
  count: 1,
  percent: 1,
  ms: 1,
  micros: MICROS_PER_CREDIT,
  usdMicros: USD_MICROS,
};

export const unitWords: Readonly<Record<AlertUnit, string>> = {
  count: '',
  percent: '%',
  ms: t`ms`,
  micros: t`credits`,
  usdMicros: 'USD',
};

/** "20%", "3,000 ms", "2,000 credits", "$100.00". */
export function amountText(unit: AlertUnit, value: number): string {
  switch (unit) {
    case 'percent':
      return percentText(value / 100);
    case 'ms':
      return t`${numberText(value)} ms`;
    case 'micros':
      return creditsText(value);
    case 'usdMicros':
      return dollars.format(value / USD_MICROS);
    case 'count':
      return numberText(value);
  }
}

/** "15 minutes", "6 hours", "7 days". */
export function spanText(ms: number): string {
  if (ms >= 2 * DAY_MS) return plural(ms / DAY_MS, { one: '# day', other: '# days' });
  if (ms >= HOUR_MS) return plural(ms / HOUR_MS, { one: '# hour', other: '# hours' });
  return plural(ms / MINUTE_MS, { one: '# minute', other: '# minutes' });
}

/** Formats a rule's condition: "5 or more within 24 hours", "lasting 10 minutes", "immediately". */
export function ruleText(name: AlertConditionName, { threshold, windowMs }: AlertRule): string {
  const { threshold: counted, window }: AlertCondition = alertConditions[name];
  const amount = counted && threshold !== null ? amountText(counted.unit, threshold) : null;
  if (amount === null) return windowMs ? t`when it lasts ${spanText(windowMs)}` : t`immediately`;
  if (!windowMs) return t`${amount} or more`;
  return window?.meaning === 'lasting'
    ? t`${amount} or more for ${spanText(windowMs)}`
    : t`${amount} or more within ${spanText(windowMs)}`;
}
