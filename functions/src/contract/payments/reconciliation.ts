import { z } from 'zod';
import { schemaVersion, since } from '../store/stored-document.ts';
import { TimeMs } from '../time.ts';

/** The ways in which Stripe's payments and ours can differ. */
export const DifferenceKind = z.enum([
  /** Paid at Stripe, but we have no such payment. */
  'payment-not-here',
  /** Paid at Stripe, but not paid according to our payment. */
  'not-paid-here',
  'payment-not-at-stripe',
  'amount-differs',
  'currency-differs',
  /** Paid, but no ledger entry grants the purchase. */
  'not-granted',
  'granted-differently',
  /** Granted as bought, but without a payment behind it. */
  'granted-without-payment',
  'reversal-not-here',
  'reversal-not-at-stripe',
  'reversal-differs',
  /** The ledger has taken back another amount than the payment records. */
  'taken-back-differently',
]);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

export const Difference = z.strictObject({
  kind: DifferenceKind,
  /** The payment or ledger entry that it concerns. */
  here: z.string().nullable(),
  /** The payment, refund or dispute at Stripe. */
  atStripe: z.string().nullable(),
  /** The two values, if both sides have one. */
  says: z.strictObject({ here: z.string(), stripe: z.string() }).nullable(),
});
export type Difference = z.infer<typeof Difference>;

export const RECONCILIATION = 'stripe-reconciliation';

/** `system_config/stripe-reconciliation`: the result of the last comparison with Stripe. */
export const ReconciliationReport = z.strictObject({
  schemaVersion,
  reconciliation: z.strictObject({
    fromMs: TimeMs,
    toMs: TimeMs,
    /** The number of payments, refunds and disputes that were compared. */
    compared: z.int().min(0),
    found: z.int().min(0),
    /**
     * Payments since this time have their tax and fees, as far as Stripe reports them. Older ones follow night by
     * night.
     */
    completeSinceMs: since(3, TimeMs).optional(),
    /** The first differences. */
    differences: z.array(Difference),
  }),
});
export type ReconciliationReport = z.infer<typeof ReconciliationReport>;
