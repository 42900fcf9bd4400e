import type Stripe from 'stripe';
import type { Payment } from '../../contract/index.ts';
import { disputeFact } from '../refunds-and-disputes/on-dispute.ts';
import { refundFact } from '../refunds-and-disputes/on-refund.ts';
import { orNull } from '../stripe/call-stripe.ts';
import { fromStripe } from '../stripe/stripe-amount.ts';
import { Dispute, Refund } from '../stripe/stripe-shapes.ts';
import type { StripeRecords } from './reconcile.ts';

type Keep = () => Promise<void>;
type Paid = StripeRecords['payments'][number];
type Reversed = StripeRecords['reversals'][number];

const PAGE = 100;

/** Lists payments, refunds and disputes of a period at Stripe. */
export async function listAtStripe(
  stripe: Stripe,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  keep: Keep,
): Promise<StripeRecords> {
  const listing = {
    created: { gte: Math.floor(fromMs / 1_000), lt: Math.floor(toMs / 1_000) },
    limit: PAGE,
  };
  const payments = await collect(stripe.charges.list(listing), keep, (charge) =>
    charge.status === 'succeeded' ? paidBy(charge) : null,
  );
  const refunds = await collect(stripe.refunds.list(listing), keep, reversedBy(Refund, refundFact));
  const disputes = await collect(stripe.disputes.list(listing), keep, reversedBy(Dispute, disputeFact));
  return { payments, reversals: [...refunds, ...disputes] };
}

/**
 * Adds the objects that our payments name and the lists lack, because they happened at another time or never. Reads
 * these from Stripe one by one.
 */
export async function confirmAtStripe(
  stripe: Stripe,
  listed: StripeRecords,
  here: ReadonlyMap<string, Payment>,
): Promise<StripeRecords> {
  const intents = new Set(listed.payments.map(({ intentId }) => intentId));
  const known = new Set(listed.reversals.map(({ id }) => id));
  const payments: Paid[] = [];
  const reversals: Reversed[] = [];
  for (const { paymentIntentId, paidAt, reversals: ours } of here.values()) {
    if (paidAt !== null && paymentIntentId !== null && !intents.has(paymentIntentId)) {
      const intent = await orNull(stripe.paymentIntents.retrieve(paymentIntentId));
      if (intent?.status === 'succeeded') payments.push(paidBy({ ...intent, payment_intent: intent.id }));
    }
    for (const [id, { kind }] of Object.entries(ours)) {
      if (known.has(id)) continue;
      const found = await (kind === 'refund'
        ? orNull(stripe.refunds.retrieve(id)).then(
            (refund) => refund && reversedBy(Refund, refundFact)(refund),
          )
        : orNull(stripe.disputes.retrieve(id)).then((one) => one && reversedBy(Dispute, disputeFact)(one)));
      if (found) reversals.push(found);
    }
  }
  return {
    payments: [...listed.payments, ...payments],
    reversals: [...listed.reversals, ...reversals],
  };
}

function paidBy(paid: {
  id: string;
  payment_intent: Stripe.Charge['payment_intent'];
  currency: string;
  amount: number;
  amount_captured?: number;
  amount_received?: number;
}): Paid {
  const { id, payment_intent: intent, currency, amount, amount_captured, amount_received } = paid;
  const intentId = typeof intent === 'string' ? intent : (intent?.id ?? id);
  return { intentId, paid: fromStripe(amount_captured ?? amount_received ?? amount, currency) };
}

function reversedBy<S extends typeof Refund | typeof Dispute>(
  schema: S,
  toFact: (parsed: ReturnType<S['parse']>) => Pick<Reversed, 'id' | 'reversal' | 'currency'>,
) {
  return (object: unknown): Reversed => {
    const parsed = schema.parse(object) as ReturnType<S['parse']>;
    const { id, reversal, currency } = toFact(parsed);
    return { id, intentId: parsed.payment_intent ?? null, reversal, currency };
  };
}

async function collect<T, R>(list: Stripe.ApiListPromise<T>, keep: Keep, read: (item: T) => R | null) {
  const read_: R[] = [];
  let seen = 0;
  for await (const item of list) {
    const found = read(item);
    if (found) read_.push(found);
    if (++seen % PAGE === 0) await keep();
  }
  return read_;
}
