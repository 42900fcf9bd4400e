import {
  allWork,
  balancesThrough,
  type CreditsDay,
  currencyTotals,
  type DayRange,
  grossMargin,
  type InsightData,
  liabilityAt,
  type Margin,
  type MoneyFlows,
  monthOf,
  percentileMs,
  revenueOf,
  successRate,
  sumRange,
} from '@firemeter/functions/contract';

/** Sources that are paid for: their credits are sold, those of others granted. */
const paidSources: ReadonlySet<string> = new Set(['purchase', 'subscription']);

export interface CurrencyFigures {
  salesMicrocents: number;
  revenueMicrocents: number;
  liabilityMicrocents: number;
  refundedCents: number;
  disputedCents: number;
  /** By Stripe, of what it settles in this currency. */
  feeCents: number;
  payments: number;
  firstPayments: number;
  flows: MoneyFlows;
}

export interface CreditFigures {
  soldMicros: number;
  grantedMicros: number;
  usedMicros: number;
  lapsedMicros: number;
}

export interface RangeFigures {
  currencies: ReadonlyMap<string, CurrencyFigures>;
  credits: CreditFigures;
  margin: Margin;
  ended: number;
  completed: number;
  successRate: number | null;
  failures: Readonly<Record<string, number>>;
  rejections: Readonly<Record<string, number>>;
  p50Ms: number | null;
  p95Ms: number | null;
}

/** Returns the figures of a range. */
export function figuresOf(data: InsightData, range: DayRange): RangeFigures {
  const sums = sumRange(data, range);
  const work = allWork(sums.usage);
  const liability = liabilityAt(data, range.to);
  const fees = (currency: string) =>
    (sums.money.paymentFees[currency] ?? 0) + (sums.money.disputeFees[currency] ?? 0);
  const names = [
    ...Object.keys(sums.money.currencies),
    ...liability.filter(({ microcents }) => microcents !== 0).map(({ currency }) => currency),
  ];
  const currencies = new Map(
    [...new Set(names)].map((currency): [string, CurrencyFigures] => {
      const flows = currencyTotals(sums.money, currency);
      const of = sums.money.currencies[currency];
      return [
        currency,
        {
          salesMicrocents: flows.sales,
          revenueMicrocents: revenueOf(flows),
          liabilityMicrocents: liability
            .filter((one) => one.currency === currency)
            .reduce((sum, { microcents }) => sum + microcents, 0),
          refundedCents: of?.refundedCents ?? 0,
          disputedCents: of?.disputedCents ?? 0,
          feeCents: fees(currency),
          payments: of?.payments ?? 0,
          firstPayments: of?.firstPayments ?? 0,
          flows,
        },
      ];
    }),
  );
  return {
    currencies: new Map([...currencies].sort(([, a], [, b]) => b.salesMicrocents - a.salesMicrocents)),
    credits: creditFigures(sums.credits),
    margin: grossMargin(sums, { settings: data.settings, range }),
    ended: work.completed + work.failed + work.expired,
    completed: work.completed,
    successRate: successRate(work),
    failures: work.failures,
    rejections: sums.usage.rejections,
    p50Ms: percentileMs(work.took, 0.5),
    p95Ms: percentileMs(work.took, 0.95),
  };
}

/** Returns the movements of credits on a day or in a range. */
export function creditFigures({ sources }: CreditsDay): CreditFigures {
  const sum: CreditFigures = { soldMicros: 0, grantedMicros: 0, usedMicros: 0, lapsedMicros: 0 };
  for (const [source, flows] of Object.entries(sources)) {
    if (paidSources.has(source)) sum.soldMicros += flows.granted;
    else sum.grantedMicros += flows.granted;
    sum.usedMicros += flows.used;
    sum.lapsedMicros += flows.lapsed;
  }
  return sum;
}

/** Returns unused credits at the end of a month, or now: by whether they were paid for. */
export function outstandingMicros(
  { balances }: InsightData,
  day: string,
): { paidMicros: number; freeMicros: number } {
  const { outstanding } = balancesThrough(balances, monthOf(day));
  const sum = { paidMicros: 0, freeMicros: 0 };
  for (const [source, micros] of Object.entries(outstanding)) {
    sum[paidSources.has(source) ? 'paidMicros' : 'freeMicros'] += micros;
  }
  return sum;
}

/** Adds up numbers by name. */
export const total = (amounts: Readonly<Record<string, number>>) =>
  Object.values(amounts).reduce((sum, one) => sum + one, 0);

/** The largest first. */
export function ranked(amounts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(amounts)
    .filter(([, amount]) => amount !== 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}
