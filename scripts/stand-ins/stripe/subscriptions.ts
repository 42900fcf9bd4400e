import { randomBytes } from 'node:crypto';

/** A price as the stand-in tells it. */
export interface PlanPrice {
  readonly id: string;
  readonly unit_amount: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly recurring?: { readonly interval: string | null };
}

interface Item {
  readonly id: string;
  readonly current_period_start: number;
  readonly current_period_end: number;
  readonly price: PlanPrice;
}

interface Subscription {
  readonly id: string;
  readonly items: { readonly object: string; readonly data: readonly Item[] };
  readonly [field: string]: unknown;
}

/** How often a price is paid: `emulate` forgets it, its key does not. */
export function intervalOf({ key = '' }: Readonly<Record<string, string>>): 'month' | 'year' | null {
  const [, , interval] = key.split(':');
  return key.startsWith('plan:') && (interval === 'month' || interval === 'year') ? interval : null;
}

/** An update as Stripe's API takes it. */
export interface SubscriptionUpdate {
  /** Absent: as before. Null: not paused. */
  readonly pausedBehavior?: string | null;
  readonly cancelAtPeriodEnd?: boolean;
  /** The price of the next period, and of this one as far as it is charged for. */
  readonly price?: PlanPrice | undefined;
  /** The charge for another price: the difference for the rest of the period, a period that begins now, or none yet. */
  readonly charged: 'difference' | 'period' | 'nothing';
  /** An empty value removes one. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface Line {
  readonly amount: number;
  readonly start: number;
  readonly end: number;
  readonly price: PlanPrice;
  readonly proration: boolean;
}

/** An invoice before it is paid. */
interface DraftInvoice {
  readonly reason: 'subscription_create' | 'subscription_update';
  readonly subscriptionId: string;
  readonly lines: readonly Line[];
}

/** Subscriptions that begin with a paid invoice, change, pause and end. They are not renewed. */
export class Subscriptions {
  readonly #all = new Map<string, Subscription>();
  readonly #intents = new Map<string, string>();

  begin({
    price,
    customer,
    metadata,
  }: {
    price: PlanPrice;
    customer: unknown;
    metadata: Record<string, string>;
  }): { subscription: Subscription; draft: DraftInvoice } {
    const period = periodFrom(nowSeconds(), price);
    const subscription: Subscription = {
      id: newId('sub'),
      object: 'subscription',
      status: 'active',
      customer,
      created: period.start,
      ended_at: null,
      cancel_at: null,
      cancel_at_period_end: false,
      pause_collection: null,
      metadata,
      items: { object: 'list', data: [toItem(newId('si'), period, price)] },
    };
    this.#all.set(subscription.id, subscription);
    const lines = [{ ...period, price, amount: price.unit_amount, proration: false }];
    return { subscription, draft: { reason: 'subscription_create', subscriptionId: subscription.id, lines } };
  }

  /** Returns the invoice of a draft that a payment intent has paid. */
  invoice({ reason, subscriptionId, lines }: DraftInvoice, paid: string, address: string): object {
    const created = nowSeconds();
    const amount = amountOf({ lines });
    const id = newId('in');
    this.#intents.set(id, paid);
    return {
      id,
      object: 'invoice',
      billing_reason: reason,
      currency: lines[0]?.price.currency,
      created,
      subtotal: amount,
      amount_paid: amount,
      hosted_invoice_url: `${address}/receipts/${paid}`,
      status_transitions: { paid_at: created },
      parent: { subscription_details: { subscription: subscriptionId } },
      lines: {
        object: 'list',
        data: lines.map(({ start, end, price, amount: cents, proration }) => ({
          amount: cents,
          period: { start, end },
          pricing: { price_details: { price: price.id } },
          parent: { subscription_item_details: { proration } },
        })),
      },
    };
  }

  find(id: string): Subscription | null {
    return this.#all.get(id) ?? null;
  }

  /** Those of a customer that run. */
  of(customer: string): Subscription[] {
    return [...this.#all.values()].filter((one) => one.customer === customer && one.status !== 'canceled');
  }

  /** Updates one that runs, and returns what is to be paid for it; null: nothing. */
  update(
    before: Subscription,
    asked: SubscriptionUpdate,
  ): { after: Subscription; draft: DraftInvoice | null } {
    const { pausedBehavior, cancelAtPeriodEnd, price, charged } = asked;
    const [item] = before.items.data;
    const now = nowSeconds();
    const draft = price && item ? draftOf(before.id, item, { price, charged, now }) : null;
    const period =
      price && charged === 'period'
        ? periodFrom(now, price)
        : { start: item?.current_period_start ?? now, end: item?.current_period_end ?? now };
    const metadata = Object.entries({ ...(before.metadata as object), ...asked.metadata });
    const after = {
      ...before,
      metadata: Object.fromEntries(metadata.filter(([, value]) => value !== '')),
      ...(pausedBehavior !== undefined && {
        pause_collection: pausedBehavior && { behavior: pausedBehavior },
      }),
      ...(cancelAtPeriodEnd !== undefined && { cancel_at_period_end: cancelAtPeriodEnd }),
      ...(price && item && { items: { object: 'list', data: [toItem(item.id, period, price)] } }),
    };
    this.#all.set(before.id, after);
    return { after, draft };
  }

  /** Ends it at once. Null: there is none. */
  cancel(id: string): Subscription | null {
    const before = this.#all.get(id);
    if (!before) return null;
    const after = { ...before, status: 'canceled', ended_at: nowSeconds() };
    this.#all.set(id, after);
    return after;
  }

  /** What paid an invoice. */
  paymentsOf(invoiceId: string): object[] {
    const intent = this.#intents.get(invoiceId);
    return intent ? [{ payment: { type: 'payment_intent', payment_intent: intent } }] : [];
  }
}

/** The amount due of a draft, in the smallest unit of its currency. */
export function amountOf({ lines }: Pick<DraftInvoice, 'lines'>): number {
  return Math.max(
    0,
    lines.reduce((sum, { amount }) => sum + amount, 0),
  );
}

function draftOf(
  subscriptionId: string,
  { current_period_start: from, current_period_end: end, price: before }: Item,
  { price, charged, now }: { price: PlanPrice; charged: SubscriptionUpdate['charged']; now: number },
): DraftInvoice | null {
  const begun = { reason: 'subscription_update', subscriptionId } as const;
  if (charged === 'nothing') return null;
  if (charged === 'period') {
    const line = { ...periodFrom(now, price), price, amount: price.unit_amount, proration: false };
    return { ...begun, lines: [line] };
  }
  const prorated = (amount: number) => Math.floor((amount * (end - now)) / (end - from));
  const rest = { start: now, end, proration: true };
  return {
    ...begun,
    lines: [
      { ...rest, price: before, amount: 0 - prorated(before.unit_amount) },
      { ...rest, price, amount: prorated(price.unit_amount) },
    ],
  };
}

function toItem(id: string, { start, end }: { start: number; end: number }, price: PlanPrice): Item {
  const recurring = { interval: intervalOf(price.metadata) };
  return {
    id,
    current_period_start: start,
    current_period_end: end,
    price: { ...price, recurring },
  };
}

function periodFrom(start: number, { metadata }: PlanPrice): { start: number; end: number } {
  const end = new Date(start * 1_000);
  end.setUTCMonth(end.getUTCMonth() + (intervalOf(metadata) === 'year' ? 12 : 1));
  return { start, end: Math.floor(end.getTime() / 1_000) };
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}
