import { z } from 'zod';
import { Currency } from '../../catalog/catalog.ts';
import { LotSource } from '../../documents/lot.ts';
import { schemaVersion } from '../../store/stored-document.ts';
import { Time, TimeMs } from '../../time.ts';

const common = {
  schemaVersion,
  paymentId: z.string(),
  accountId: z.string(),
  /** The kind of credits bought. */
  source: LotSource.extract(['purchase', 'subscription']),
  currency: Currency,
  /** The time at Stripe; the time of booking where Stripe reports none. */
  at: Time,
  /** The time of the commit by the store's clock: facts are read in this order. */
  recordedAt: Time,
};

/** The days that a plan without a price per credit was paid for. */
const PaidDays = z.strictObject({ startMs: TimeMs, endMs: TimeMs });

/**
 * `money_facts/{id}`: one movement of money, written in the commit that books it and never changed. All figures of money are
 * computed from this journal; payments hold only the current state.
 */
export const MoneyFact = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('sale'),
    /** `pack:NAME`, `plan:NAME:month` or `plan:NAME:year`. */
    product: z.string(),
    paidCents: z.int().min(0),
    taxCents: z.int().min(0),
    discountCents: z.int().min(0),
    unlimited: PaidDays.nullable(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('settlement'),
    paidCents: z.int().min(0),
    to: z.strictObject({ currency: Currency, cents: z.int() }),
    feeCents: z.int(),
  }),
  z.strictObject({
    ...common,
    /** `reversed`: a refund began or a dispute was lost; `restored`: a refund failed, or a dispute was won after all. */
    kind: z.enum(['reversed', 'restored']),
    by: z.enum(['refund', 'dispute']),
    /** Stripe's id of the refund or dispute, from which the ids of its ledger entries are made. */
    cause: z.string(),
    cents: z.int().min(0),
    /** The part of it without tax. */
    netCents: z.int().min(0),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('fee'),
    cause: z.string(),
    /** Stripe's fee for a dispute, less the fee charged before. */
    fee: z.strictObject({ currency: Currency, cents: z.int() }),
  }),
]);
export type MoneyFact = z.infer<typeof MoneyFact>;
