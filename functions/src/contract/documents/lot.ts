import { z } from 'zod';
import { Micros } from '../money/micros.ts';
import { absentIsNull, since } from '../store/stored-document.ts';
import { TimeMs } from '../time.ts';

export const LotSource = z.enum(['welcome', 'purchase', 'subscription', 'bonus', 'referral', 'promo']);
export type LotSource = z.infer<typeof LotSource>;

/**
 * The price of a paid lot's credits: an amount of money, without tax and after discounts, for a number of micros,
 * bonus included. A fraction, so that no rounding loses anything.
 */
export const UnitValue = z.strictObject({
  cents: z.int().min(0),
  perMicros: z.int().min(1),
  currency: z.string(),
});
export type UnitValue = z.infer<typeof UnitValue>;

/** The facts that identify a lot: enough to restore it after it has left the account. */
export const LotDescriptor = z.strictObject({
  lotId: z.string(),
  source: LotSource,
  grantedAtMs: TimeMs,
  expiresAtMs: absentIsNull(TimeMs),
  paymentId: absentIsNull(z.string()),
  /**
   * The time by which its expiry was postponed while its account was suspended. Stored at any schema version:
   * otherwise an expiry that was postponed before the schema was lowered could not be explained.
   */
  pausedMs: absentIsNull(z.int().min(0)).optional(),
  /** For paid lots; null: the lot was free, or an earlier build granted it. */
  unitValue: since(3, UnitValue).optional(),
});
export type LotDescriptor = z.infer<typeof LotDescriptor>;

export const Lot = z.strictObject({
  ...LotDescriptor.shape,
  remainingMicros: Micros,
  /** Under dispute: the lot stays in the account and can't be spent. */
  frozen: z.boolean().default(false),
});
export type Lot = z.infer<typeof Lot>;

/**
 * A lot that another lot has replaced. Credits released into it roll over as far as its rollover allows; the rest
 * lapses.
 */
export const ClosedLot = z.strictObject({
  lotId: z.string(),
  followedBy: LotDescriptor,
  rolloverMicros: Micros,
});
export type ClosedLot = z.infer<typeof ClosedLot>;

export const DrawnLot = z.strictObject({ lot: LotDescriptor, amountMicros: Micros });
export type DrawnLot = z.infer<typeof DrawnLot>;
