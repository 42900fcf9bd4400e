import { randomBytes } from 'node:crypto';

/** A price as the stand-in tells it. */
export interface PlanPrice {
  readonly id: string;
  readonly unit_amount: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Subscription {
  readonly id: string;
  readonly items: { readonly data: readonly { readonly id: string }[] };
  readonly [field: string]: unknown;
}

/** How often a price is paid: `emulate` forgets it, its key does not. */
export function intervalOf({ key = '' }: Readonly<Record<string, string>>): 'month' | 'year' | null {
  const [, , interval] = key.split(':');
  return key.startsWith('plan:') && (interval === 'month' || interval === 'year') ? interval : null;
}

/** Subscriptions that begin with a paid invoice, and can be told to end with their period. They are not renewed. */
export class Subscriptions {
  readonly #all = new Map<string, Subscription>();
  readonly #intents = new Map<string, string>();

  /** @param paid the payment intent of the first invoice */
  begin(begun: {
    price: PlanPrice;
    customer: unknown;
    metadata: Record<string, string>;
    paid: string;
    address: string;
  }): { subscription: Subscription; invoice: object } {
    const { price, customer, metadata, paid, address } = begun;
    const interval = intervalOf(price.metadata);
    const start = Math.floor(Date.now() / 1_000);
    const end = new Date(start * 1_000);
    end.setUTCMonth(end.getUTCMonth() + (interval === 'year' ? 12 : 1));
    const period = { start, end: Math.floor(end.getTime() / 1_000) };
    const item = {
      id: newId('si'),
      current_period_start: period.start,
      current_period_end: period.end,
      price: { ...price, recurring: { interval } },
    };
    const subscription = {
      id: newId('sub'),
      object: 'subscription',
      status: 'active',
      customer,
      created: start,
      ended_at: null,
      cancel_at: null,
      cancel_at_period_end: false,
      pause_collection: null,
      metadata,
      items: { object: 'list', data: [item] },
    };
    this.#all.set(subscription.id, subscription);
    const invoice = {
      id: newId('in'),
      object: 'invoice',
      billing_reason: 'subscription_create',
      currency: price.currency,
      created: start,
      subtotal: price.unit_amount,
      amount_paid: price.unit_amount,
      hosted_invoice_url: `${address}/receipts/${paid}`,
      status_transitions: { paid_at: start },
      parent: { subscription_details: { subscription: subscription.id } },
      lines: {
        object: 'list',
        data: [
          {
            amount: price.unit_amount,
            period,
            pricing: { price_details: { price: price.id } },
            parent: { subscription_item_details: { proration: false } },
          },
        ],
      },
    };
    this.#intents.set(invoice.id, paid);
    return { subscription, invoice };
  }

  find(id: string): Subscription | null {
    return this.#all.get(id) ?? null;
  }

  /** Ends with its period, or does not after all. Null: there is none. */
  end(id: string, atPeriodEnd: boolean): Subscription | null {
    const before = this.#all.get(id);
    if (!before) return null;
    const after = { ...before, cancel_at_period_end: atPeriodEnd };
    this.#all.set(id, after);
    return after;
  }

  /** Those of a customer that run. */
  of(customer: string): Subscription[] {
    return [...this.#all.values()].filter((one) => one.customer === customer && one.status !== 'canceled');
  }

  /** Pauses it, or lets it go on. Null: there is none. */
  pause(id: string, behavior: string | null, metadata: Record<string, string>): Subscription | null {
    return this.#change(id, (before) => ({
      pause_collection: behavior && { behavior },
      metadata: { ...(before.metadata as object), ...metadata },
    }));
  }

  /** Ends it at once. Null: there is none. */
  cancel(id: string): Subscription | null {
    return this.#change(id, () => ({ status: 'canceled', ended_at: Math.floor(Date.now() / 1_000) }));
  }

  #change(id: string, to: (before: Subscription) => object): Subscription | null {
    const before = this.#all.get(id);
    if (!before) return null;
    const after = { ...before, ...to(before) };
    this.#all.set(id, after);
    return after;
  }

  /** What paid an invoice. */
  paymentsOf(invoiceId: string): object[] {
    const intent = this.#intents.get(invoiceId);
    return intent ? [{ payment: { type: 'payment_intent', payment_intent: intent } }] : [];
  }
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}
