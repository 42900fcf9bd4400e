import { addFigures } from './add-figures.ts';
import { MICROCENTS, splitWorkKey, type UsageDay, WorkFigures } from './day-figures.ts';
import type { Infrastructure, InsightSettings } from './insight-documents.ts';
import { type DayRange, monthsOf, rangeOfMonth } from './insight-ranges.ts';
import { currencyTotals, revenueOf } from './money-figures.ts';
import type { InsightSums } from './sum-days.ts';
import { daysBetween } from './zoned-time.ts';

/** The target lines of margins: revenue is three times the provider cost, and 57% remain after all costs. */
export const TARGET_MARKUP = 3;
export const TARGET_MARGIN = 0.57;

/** Providers bill in this currency. Its smallest unit is a cent: 10,000 of its micros. */
const COST_CURRENCY = 'usd';
const USD_MICROS_PER_CENT = 10_000;

/**
 * Returns the rate that converts one currency into another: the average rate of the payments settled in a range. Null: none
 * was settled, so nothing can be converted.
 */
export function storedRate({ currencies }: InsightSums['money'], from: string, to: string): number | null {
  if (from === to) return 1;
  const there = currencies[from]?.settled[to];
  if (there && there.fromCents > 0) return there.toCents / there.fromCents;
  const back = currencies[to]?.settled[from];
  return back && back.toCents > 0 ? back.fromCents / back.toCents : null;
}

/** Adds up amounts by currency in one currency. `left`: currencies that no stored rate converts, left out of the sum. */
export function inCurrency(
  amounts: Readonly<Record<string, number>>,
  currency: string,
  money: InsightSums['money'],
): { readonly amount: number; readonly left: string[] } {
  let amount = 0;
  const left: string[] = [];
  for (const [from, value] of Object.entries(amounts)) {
    const rate = value === 0 ? 0 : storedRate(money, from, currency);
    if (rate === null) left.push(from);
    else amount += value * rate;
  }
  return { amount, left };
}

/** Returns the cost of infrastructure in a range: each month's amount, prorated by its days in the range. */
export function infrastructureCents(
  { infrastructure }: Pick<InsightSettings, 'infrastructure'>,
  range: DayRange,
): Record<string, number> {
  const cents: Record<string, number> = {};
  for (const month of monthsOf(range)) {
    const entered = infrastructureIn(infrastructure, month);
    if (!entered) continue;
    const whole = rangeOfMonth(month);
    const from = range.from > whole.from ? range.from : whole.from;
    const to = range.to < whole.to ? range.to : whole.to;
    const share = (daysBetween(from, to) + 1) / (daysBetween(whole.from, whole.to) + 1);
    cents[entered.currency] = (cents[entered.currency] ?? 0) + entered.amountCents * share;
  }
  return cents;
}

function infrastructureIn(all: readonly Infrastructure[], month: string): Infrastructure | undefined {
  return all
    .filter(({ fromMonth }) => fromMonth <= month)
    .sort((a, b) => (a.fromMonth < b.fromMonth ? 1 : -1))[0];
}

export interface Margin {
  readonly currency: string;
  readonly revenueCents: number;
  readonly providerCents: number;
  readonly feeCents: number;
  /** Null: no amount was entered, so the margin leaves it out. */
  readonly infrastructureCents: number | null;
  /** (revenue − costs) ÷ revenue; null without revenue. */
  readonly margin: number | null;
  /** Revenue ÷ provider cost; null without cost. */
  readonly markup: number | null;
  /** Currencies that no stored rate converts: their amounts are left out. */
  readonly left: string[];
}

/** Returns the gross margin of a range, in one currency. */
export function grossMargin(
  { usage, money }: InsightSums,
  {
    settings,
    range,
    currency = COST_CURRENCY,
  }: { settings: InsightSettings; range: DayRange; currency?: string },
): Margin {
  const revenue: Record<string, number> = {};
  for (const one of Object.keys(money.currencies)) {
    revenue[one] = revenueOf(currencyTotals(money, one)) / MICROCENTS;
  }
  const costUsdMicros = Object.values(usage.work).reduce((sum, work) => sum + work.costUsdMicros, 0);
  const fees: Record<string, number> = { ...money.paymentFees };
  addFigures(fees, money.disputeFees);
  const hasInfrastructure = settings.infrastructure.length > 0;
  const all = {
    revenue: inCurrency(revenue, currency, money),
    provider: inCurrency({ [COST_CURRENCY]: costUsdMicros / USD_MICROS_PER_CENT }, currency, money),
    fees: inCurrency(fees, currency, money),
    infrastructure: inCurrency(infrastructureCents(settings, range), currency, money),
  };
  const costs = all.provider.amount + all.fees.amount + all.infrastructure.amount;
  const { amount: revenueCents } = all.revenue;
  return {
    currency,
    revenueCents,
    providerCents: all.provider.amount,
    feeCents: all.fees.amount,
    infrastructureCents: hasInfrastructure ? all.infrastructure.amount : null,
    margin: revenueCents > 0 ? (revenueCents - costs) / revenueCents : null,
    markup: all.provider.amount > 0 ? revenueCents / all.provider.amount : null,
    left: [...new Set(Object.values(all).flatMap(({ left }) => left))],
  };
}

/** Adds up work by one of its three names. */
export function workBy(
  { work }: Pick<UsageDay, 'work'>,
  name: 'operation' | 'model' | 'provider',
): Record<string, WorkFigures> {
  const sums: Record<string, WorkFigures> = {};
  for (const [key, figures] of Object.entries(work)) {
    const value = splitWorkKey(key)[name];
    sums[value] ??= WorkFigures.parse({});
    addFigures(sums[value], figures);
  }
  return sums;
}

/** Returns the revenue and cost of a kind of work, in one currency. Fees and infrastructure are not included. */
export function workMargin(
  work: WorkFigures,
  { money, currency = COST_CURRENCY }: { money: InsightSums['money']; currency?: string },
): Pick<Margin, 'revenueCents' | 'providerCents' | 'margin' | 'markup' | 'left'> {
  const cents = Object.fromEntries(
    Object.entries(work.revenueMicrocents).map(([one, microcents]) => [one, microcents / MICROCENTS]),
  );
  const revenue = inCurrency(cents, currency, money);
  const provider = inCurrency({ [COST_CURRENCY]: work.costUsdMicros / USD_MICROS_PER_CENT }, currency, money);
  return {
    revenueCents: revenue.amount,
    providerCents: provider.amount,
    margin: revenue.amount > 0 ? (revenue.amount - provider.amount) / revenue.amount : null,
    markup: provider.amount > 0 ? revenue.amount / provider.amount : null,
    left: [...new Set([...revenue.left, ...provider.left])],
  };
}
