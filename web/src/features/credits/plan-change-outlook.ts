import type { BillingInterval, Subscription } from '@firemeter/functions/contract';

/** The cost and credits of a change of plan, as far as known before. Stripe computes to the second. */
export interface PlanChangeOutlook {
  readonly kind: 'now' | 'at-period-end';
  /** Charged now, about; 0 where the change waits for the end of the period. */
  readonly todayCents: number;
  /** Credits that come now, about. */
  readonly todayMicros: number;
  /** From when the new price is charged. */
  readonly fromMs: number;
}

interface Chosen {
  readonly interval: BillingInterval;
  readonly amountCents: number;
  readonly monthlyMicros: number;
}

/**
 * Predicts a change as the server decides it: a dearer plan at once, for the difference until the period ends; a cheaper
 * one when it ends; from months to a year at once, less the rest of the month.
 * @param paid the price and credits of the present plan in the interval of the chosen one; null: not known
 */
export function planChangeOutlook(
  { interval, periodStartMs, periodEndMs }: Pick<Subscription, 'interval' | 'periodStartMs' | 'periodEndMs'>,
  { paid, chosen, nowMs }: { paid: Chosen | null; chosen: Chosen; nowMs: number },
): PlanChangeOutlook | null {
  if (!paid || periodEndMs <= periodStartMs) return null;
  const left = Math.min(1, Math.max(0, (periodEndMs - nowMs) / (periodEndMs - periodStartMs)));
  const month = interval === 'month' ? left : monthLeft(periodStartMs, nowMs);
  const moreMicros = Math.max(0, Math.round((chosen.monthlyMicros - paid.monthlyMicros) * month));
  if (interval !== chosen.interval) {
    const todayCents = Math.max(0, Math.round(chosen.amountCents - paid.amountCents * left));
    return { kind: 'now', todayCents, todayMicros: moreMicros, fromMs: nowMs };
  }
  if (chosen.amountCents <= paid.amountCents) {
    return { kind: 'at-period-end', todayCents: 0, todayMicros: 0, fromMs: periodEndMs };
  }
  const todayCents = Math.round((chosen.amountCents - paid.amountCents) * left);
  return { kind: 'now', todayCents, todayMicros: moreMicros, fromMs: periodEndMs };
}

/** Returns the share that is left of the month of a year's plan. */
function monthLeft(periodStartMs: number, nowMs: number): number {
  const start = new Date(periodStartMs);
  let months = 0;
  const at = (n: number) =>
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n, start.getUTCDate(), start.getUTCHours());
  while (at(months + 1) <= nowMs) months++;
  return Math.min(1, Math.max(0, (at(months + 1) - nowMs) / (at(months + 1) - at(months))));
}
