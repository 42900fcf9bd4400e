/** Balance transactions of charges are named after these. */
export const BALANCE_PREFIX = 'txn_';
/** Stripe's list price for cards. */
const FEE_SHARE = 0.029;
const FEE_FIXED = 30;

interface Charge {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
}

interface Refund extends Charge {
  readonly payment_intent: string;
  readonly created: number;
}

/** Returns the balance transaction of a charge. The demo's balance is in the currency of the charge. */
export function settlementOf({ id, amount, currency }: Charge) {
  const fee = Math.round(amount * FEE_SHARE) + FEE_FIXED;
  const balance = { id: `${BALANCE_PREFIX}${id}`, object: 'balance_transaction', type: 'charge' };
  return { ...balance, amount, currency, fee, net: amount - fee, exchange_rate: null };
}

/** Keeps the movements of the operator's balance, and lists them. */
export class Balance {
  readonly #moved: { readonly created: number }[] = [];

  addCharge(charge: Charge): void {
    const created = Math.floor(Date.now() / 1_000);
    this.#moved.unshift({ ...settlementOf(charge), created, source: charge } as { created: number });
  }

  addRefund(refund: Refund): void {
    const { id, amount, currency, created } = refund;
    const balance = { id: `${BALANCE_PREFIX}${id}`, object: 'balance_transaction', type: 'refund' };
    const amounts = { amount: -amount, fee: 0, net: -amount, currency, exchange_rate: null };
    this.#moved.unshift({ ...balance, ...amounts, created, source: refund } as { created: number });
  }

  /** The newest first; all on one page. */
  list(asked: URLSearchParams): readonly object[] {
    const from = Number(asked.get('created[gte]') ?? 0);
    const until = Number(asked.get('created[lt]') ?? Number.POSITIVE_INFINITY);
    return this.#moved.filter(({ created }) => created >= from && created < until);
  }
}
