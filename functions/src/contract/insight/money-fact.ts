import { z } from 'zod';
import { Currency } from '../catalog.ts';
import { LotSource } from '../documents.ts';
import { schemaVersion } from '../stored-document.ts';
import { Time, TimeMs } from '../time.ts';

const common = {
  schemaVersion,
  paymentId: z.string(),
  accountId: z.string(),
  /** What was bought. */
  source: LotSource.extract(['purchase', 'subscription']),
  currency: Currency,
  /** When it happened, as Stripe tells; when we learned it, where Stripe doesn't. */
  at: Time,
  /** When the store took it, by its own clock: facts are read in this order. */
  recordedAt: Time,
};

/** The days that a plan without a price per credit was paid for. */
const PaidDays = z.strictObject({ startMs: TimeMs, endMs: TimeMs });

/**
 * `money_facts/{id}`: money that moved, each once, written in the commit that learned it and never changed. The journal from which
 * all figures of money are computed; payments themselves only tell how things stand.
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
    /** What Stripe calls the refund or dispute: the ledger entries that follow from it are named after it. */
    cause: z.string(),
    cents: z.int().min(0),
    /** Of it, without tax. */
    netCents: z.int().min(0),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('fee'),
    cause: z.string(),
    /** What Stripe charged for a dispute, less what it had charged before. */
    fee: z.strictObject({ currency: Currency, cents: z.int() }),
  }),
]);
export type MoneyFact = z.infer<typeof MoneyFact>;
