import { z } from 'zod';

/** Numbers by name, such as how often by error code. */
const Amounts = z.record(z.string(), z.int());
const count = z.int().default(0);
const amounts = Amounts.default({});

/**
 * Amounts of money are kept in millionths of a currency's smallest unit, so that a sum over many credits is not rounded
 * credit by credit.
 */
export const MICROCENTS = 1_000_000;

/** The figures of one operation by one model of one provider. */
export const WorkFigures = z.strictObject({
  completed: count,
  failed: count,
  expired: count,
  /** The number of them that guests paid for with a turn. */
  guests: count,
  capturedMicros: count,
  /** The provider's cost of everything: also failed, late, free and guests' work. */
  costUsdMicros: count,
  /** The part of it that free credits and guests used. */
  acquisitionUsdMicros: count,
  /** The part of it that staff used; not part of acquisition. */
  internalUsdMicros: count,
  /** Revenue by captures, by currency. */
  revenueMicrocents: amounts,
  /** Counts by error code. */
  failures: amounts,
  /** Counts of the completed by duration: see `percentileMs`. */
  took: amounts,
});
export type WorkFigures = z.infer<typeof WorkFigures>;

const HourFigures = z.strictObject({ ended: count, capturedMicros: count });

/** `usage` of a day: work, by when it ended. */
export const UsageDay = z.strictObject({
  /** By `workKey`. */
  work: z.record(z.string(), WorkFigures).default({}),
  /** `00` to `23`. */
  hours: z.record(z.string(), HourFigures).default({}),
  /** Counts by error code; not part of the other figures. */
  rejections: amounts,
  /** Distinct accounts with work that was delivered; guests are counted apart. Never add them up: see `InsightAccounts`. */
  activeAccounts: count,
  activeGuests: count,
  /** Signs of abuse, by kind. */
  signals: amounts,
  /** Entries of the audit log, by action. */
  staffActions: amounts,
});
export type UsageDay = z.infer<typeof UsageDay>;

/** The movements of one source's credits, in micros. All are positive but `carried`. */
export const CreditFlows = z.strictObject({
  /** Sold, by paid sources; granted, by free ones. */
  granted: count,
  used: count,
  lapsed: count,
  /** Taken back for refunds, lost disputes or by staff. */
  takenBack: count,
  /** Granted once more, because a refund failed or a dispute was won after all. */
  givenBack: count,
  /** Used to repay a debt. */
  repaid: count,
  /** Rolled over from one source (negative) to another: 0 as long as both have the same. */
  carried: count,
});
export type CreditFlows = z.infer<typeof CreditFlows>;

/** `credits` of a day. */
export const CreditsDay = z.strictObject({
  /** By `LotSource`. */
  sources: z.record(z.string(), CreditFlows).default({}),
  /** Credits that accounts owe, because spent ones were taken back. */
  debt: z.strictObject({ incurred: count, repaid: count }).default({ incurred: 0, repaid: 0 }),
  /** The number of accounts that received welcome credits. */
  welcomed: count,
});
export type CreditsDay = z.infer<typeof CreditsDay>;

/**
 * The movements of money in one currency and source, in microcents, without tax. Always:
 * opening liability + sales − revenue of all four kinds − refunds and disputes of unspent credits = closing liability.
 */
export const MoneyFlows = z.strictObject({
  sales: count,
  revenueCaptured: count,
  revenueLapsed: count,
  revenueDebtRepaid: count,
  /** Revenue of plans without a price per credit, day by day. */
  revenueUnlimited: count,
  refundedUnspent: count,
  /** Outside revenue: a line of its own. */
  refundedSpent: count,
  disputedUnspent: count,
  disputedSpent: count,
});
export type MoneyFlows = z.infer<typeof MoneyFlows>;

const ProductFigures = z.strictObject({ payments: count, sales: count });

export const CurrencyDay = z.strictObject({
  /** `purchase` and `subscription`. */
  sources: z.record(z.string(), MoneyFlows).default({}),
  /** By `pack:NAME` and `plan:NAME:month` or `plan:NAME:year`; sales in microcents. */
  products: z.record(z.string(), ProductFigures).default({}),
  payments: count,
  /** Payments of accounts that had never paid before. */
  firstPayments: count,
  paidCents: count,
  taxCents: count,
  discountCents: count,
  /** Refunded money, tax included. */
  refundedCents: count,
  disputedCents: count,
  /** The settled part of payments in this currency, by the currency that Stripe settles in. */
  settled: z.record(z.string(), z.strictObject({ fromCents: count, toCents: count })).default({}),
});
export type CurrencyDay = z.infer<typeof CurrencyDay>;

/** `money` of a day, by currency. */
export const MoneyDay = z.strictObject({
  currencies: z.record(z.string(), CurrencyDay).default({}),
  /** Stripe's fees for payments and for disputes, by the currency that Stripe settles in; in cents. */
  paymentFees: amounts,
  disputeFees: amounts,
});
export type MoneyDay = z.infer<typeof MoneyDay>;

/** The calls of one function. */
export const CallFigures = z.strictObject({
  calls: count,
  /** Counts by error code. */
  errors: amounts,
  /** Counts by duration: see `coarseBucketOf`. */
  took: amounts,
});
export type CallFigures = z.infer<typeof CallFigures>;

/** `server` of a day: the calls of functions, by name and by the UTC hour in which they were counted. */
export const ServerDay = z.strictObject({ calls: z.record(z.string(), CallFigures).default({}) });
export type ServerDay = z.infer<typeof ServerDay>;

/** The topics that are kept by month and day. */
export const insightTopics = {
  usage: UsageDay,
  credits: CreditsDay,
  money: MoneyDay,
  server: ServerDay,
} as const;
export type InsightTopic = keyof typeof insightTopics;
export type DayOf<T extends InsightTopic> = z.infer<(typeof insightTopics)[T]>;

/** Names an operation by a model of a provider in `UsageDay.work`. */
export function workKey(work: { operation: string; model: string; provider: string }): string {
  return [work.operation, work.model, work.provider].join('\n');
}

export function splitWorkKey(key: string): { operation: string; model: string; provider: string } {
  const [operation = '', model = '', provider = ''] = key.split('\n');
  return { operation, model, provider };
}
