import type Stripe from 'stripe';
import { z } from 'zod';
import { SECOND_MS, StripeId } from '../../../contract/index.ts';
import { callStripe } from '../../stripe/call-stripe.ts';
import { fromStripeAmount } from '../../stripe/stripe-amount.ts';
import { BalanceTransaction } from '../../stripe/stripe-shapes.ts';
import { Amount, Currency, Keyword, Reference, readAnswer } from '../../stripe/stripe-values.ts';
import type { Moved, OtherMovements } from './tie-month.ts';

const PAGE = 100;

/** The charge, refund or dispute behind a movement. */
const Source = z.object({
  object: z.enum(['charge', 'refund', 'dispute']),
  id: StripeId,
  amount: Amount,
  currency: Currency,
  payment_intent: Reference.nullish(),
});

const Listed = BalanceTransaction.extend({
  id: StripeId,
  type: Keyword,
  /** Null, another object, or an id where there is nothing to expand: no line of the journal. */
  source: Source.nullable().catch(null),
});
type Listed = z.infer<typeof Listed>;

interface Balance {
  readonly moved: Moved[];
  readonly others: OtherMovements;
}

/**
 * Lists what moved the Stripe balance in a span of time, whole or not at all.
 * @throws AppError that says why Stripe could not be read
 */
export async function listBalance(
  stripe: Stripe,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<Balance> {
  const created = { gte: Math.ceil(fromMs / SECOND_MS), lt: Math.ceil(toMs / SECOND_MS) };
  const listing = stripe.balanceTransactions.list({ created, limit: PAGE, expand: ['data.source'] });
  return callStripe(collect(listing));
}

async function collect(listing: AsyncIterable<Stripe.BalanceTransaction>): Promise<Balance> {
  const moved: Moved[] = [];
  const others = new Map<string, OtherMovements[number]>();
  for await (const item of listing) {
    const listed = readAnswer(Listed, item);
    if (listed.source) {
      moved.push(...toMoved(listed, listed.source));
      continue;
    }
    const { type, currency } = listed;
    const name = `${currency} ${type}`;
    const { cents, count } = others.get(name) ?? { cents: 0, count: 0 };
    const netCents = fromStripeAmount(listed.net, currency);
    others.set(name, { type, currency, cents: cents + netCents, count: count + 1 });
  }
  return { moved, others: [...others.values()].sort((a, b) => (a.type < b.type ? -1 : 1)) };
}

const lines = { charge: 'sales', refund: 'refunds', dispute: 'disputes' } as const;

/** Returns the amount in the currency of the payment, and the fee in the one in which Stripe settles. */
function toMoved({ amount, fee, currency }: Listed, source: z.infer<typeof Source>): Moved[] {
  const key = source.object === 'charge' ? (source.payment_intent ?? source.id) : source.id;
  const line = lines[source.object];
  const about = { key, paymentId: null };
  const settled = { currency, cents: fromStripeAmount(amount, currency) };
  const ownCents = Math.sign(amount) * fromStripeAmount(source.amount, source.currency);
  const cents = source.currency === currency ? settled.cents : ownCents;
  const feeCents = fromStripeAmount(fee, currency);
  return [
    ...(amount === 0 ? [] : [{ ...about, line, currency: source.currency, cents, settled }]),
    ...(fee === 0 ? [] : [{ ...about, line: 'fees' as const, currency, cents: 0 - feeCents, settled: null }]),
  ];
}
