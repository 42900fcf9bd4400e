import { PaymentState } from '@firemeter/functions/contract';
import { z } from 'zod';
import { urlText } from '../../lib/page/url-state.ts';
import type { PaymentFilter } from '../../lib/service/sources/list-sources.ts';
import { dayEndMs, dayStartMs } from '../../lib/texts/day-range.ts';

/** The state of the page in its address. */
export const paymentsSearch = z.object({
  tab: z.enum(['all', 'people', 'parked']).catch('all'),
  state: z.enum(['all', ...PaymentState.options]).catch('all'),
  currency: z
    .string()
    .regex(/^([a-z]{3})?$/)
    .catch(''),
  kind: z.enum(['all', 'pack', 'plan']).catch('all'),
  warning: z.enum(['all', 'open', 'any']).catch('all'),
  fromDay: urlText,
  untilDay: urlText,
  /** The payment that is open. */
  payment: urlText,
});
export type PaymentsSearch = z.infer<typeof paymentsSearch>;

export const noPaymentFilter = {
  state: 'all',
  currency: '',
  kind: 'all',
  warning: 'all',
  fromDay: '',
  untilDay: '',
} as const;

export function isFiltered(search: PaymentsSearch): boolean {
  const names = Object.keys(noPaymentFilter) as (keyof typeof noPaymentFilter)[];
  return names.some((name) => search[name] !== noPaymentFilter[name]);
}

/** Returns the part of the address that the store compares. */
export function toPaymentFilter(search: PaymentsSearch): PaymentFilter {
  const { state, currency, kind, warning, fromDay, untilDay } = search;
  const [fromMs, untilMs] = [dayStartMs(fromDay), dayEndMs(untilDay)];
  return {
    ...(state !== 'all' && { state }),
    ...(currency !== '' && { currency }),
    ...(kind !== 'all' && { kind }),
    ...(warning !== 'all' && { fraudWarning: warning }),
    ...(fromMs !== null && { fromMs }),
    ...(untilMs !== null && { untilMs }),
  };
}
