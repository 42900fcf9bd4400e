import type { BillingInterval, Plan } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { percentText } from '../../texts/format.ts';
import { moneyText } from '../../texts/money-text.ts';

/** What a plan costs, in the currency's smallest unit; undefined where it is not sold so. */
export function planPriceCents(
  plan: Pick<Plan, 'monthly' | 'yearly'>,
  { interval, currency }: { interval: BillingInterval; currency: string },
): number | undefined {
  return (interval === 'month' ? plan.monthly : plan.yearly)?.[currency];
}

/** How much less a year costs than twelve months, in whole percent, rounded down. */
export function yearlySavingsPercent(plan: Pick<Plan, 'monthly' | 'yearly'>, currency: string): number {
  const month = plan.monthly[currency];
  const year = plan.yearly?.[currency];
  if (!month || year === undefined) return 0;
  return Math.max(0, Math.floor((1 - year / (12 * month)) * 100));
}

/** Returns the saving that is true for every plan: "save 16%", or "save up to 20%" where plans differ; null: none saves. */
export function yearlySavingsText(
  plans: readonly Pick<Plan, 'monthly' | 'yearly'>[],
  currency: string,
): string | null {
  const percents = plans.map((plan) => yearlySavingsPercent(plan, currency));
  const most = Math.max(0, ...percents);
  if (most === 0) return null;
  return Math.min(...percents) === most
    ? t`save ${percentText(most / 100)}`
    : t`save up to ${percentText(most / 100)}`;
}

/** Says what a trial brings: it is free, and worth its part of a month. */
export function trialText(days: number): string {
  return t`The first ${days} days are free, with a matching share of the month’s credits.`;
}

/** Returns the price of a plan with its interval: "$19.00 per month". */
export function planPriceText(cents: number, of: { currency: string; interval: BillingInterval }): string {
  const money = moneyText(cents, of.currency);
  return of.interval === 'month' ? t`${money} per month` : t`${money} per year`;
}
