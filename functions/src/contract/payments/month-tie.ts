import { z } from 'zod';
import { Currency } from '../catalog/catalog.ts';
import { InsightMonth } from '../insight/zoned-time.ts';
import { TimeMs } from '../time.ts';

/** The lines of the journal that move money in the Stripe balance. */
export const TieLine = z.enum(['sales', 'refunds', 'disputes', 'fees']);
export type TieLine = z.infer<typeof TieLine>;

/** Why a payment counts differently in the journal and at Stripe. */
export const TieCauseKind = z.enum([
  'not-here',
  'not-at-stripe',
  'other-amount',
  /** Both sides have it, and the other side counts it in another month. */
  'other-month',
  /** Stripe takes the money when a dispute begins. The journal books it only when the dispute is lost. */
  'dispute-not-lost',
]);
export type TieCauseKind = z.infer<typeof TieCauseKind>;

const Cents = z.int();

/** One payment, refund or dispute that the sides count differently. */
export const TieCause = z.strictObject({
  kind: TieCauseKind,
  line: TieLine,
  paymentId: z.string().nullable(),
  /** The payment intent, charge, refund or dispute. */
  stripeId: z.string().nullable(),
  hereCents: Cents,
  stripeCents: Cents,
  /** The month in which the other side counts it. */
  otherMonth: InsightMonth.nullable(),
});
export type TieCause = z.infer<typeof TieCause>;

/** An amount in the currency that Stripe settles in. */
const SettledAmount = z.strictObject({
  currency: Currency,
  /** By the rates stored with the payments; null: not every payment has one. */
  hereCents: Cents.nullable(),
  stripeCents: Cents,
  /** Stripe's mean rate; null: Stripe moved nothing. */
  rate: z.number().nullable(),
});
export type SettledAmount = z.infer<typeof SettledAmount>;

/** A line of the journal beside Stripe. What leaves the balance is negative. */
export const TiedLine = z.strictObject({
  line: TieLine,
  /** Tax included. */
  hereCents: Cents,
  /** The tax in it, which the journal leaves out. */
  taxCents: Cents,
  stripeCents: Cents,
  /** Only if Stripe settles in another currency. */
  settled: z.array(SettledAmount),
});
export type TiedLine = z.infer<typeof TiedLine>;

export const TiedCurrency = z.strictObject({
  currency: Currency,
  lines: z.array(TiedLine),
  /** The largest differences first. */
  causes: z.array(TieCause),
  /** The number of further causes. */
  causesLeftOut: z.int().min(0),
});
export type TiedCurrency = z.infer<typeof TiedCurrency>;

/** A month of the journal beside Stripe's balance transactions. */
export const MonthTie = z.strictObject({
  month: InsightMonth,
  timeZone: z.string(),
  fromMs: TimeMs,
  /** The end of the month; for a month that isn't over, how far both sides are compared. */
  toMs: TimeMs,
  isOver: z.boolean(),
  currencies: z.array(TiedCurrency),
  /** Movements of the Stripe balance that are no line of the journal, such as payouts. */
  others: z.array(z.strictObject({ type: z.string(), currency: Currency, cents: Cents, count: z.int() })),
});
export type MonthTie = z.infer<typeof MonthTie>;
