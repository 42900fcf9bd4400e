import type Stripe from 'stripe';
import { type PublishedCatalog, SECOND_MS } from '../../src/contract/index.ts';
import { soldItems } from '../../src/payments/checkout/sold-items.ts';
import { priceAtStripe } from '../../src/payments/checkout/sync-prices.ts';
import type { PlanChoice } from '../../src/payments/plans/plan-choice.ts';
import type { SubscriptionObject } from '../../src/payments/stripe/plan-shapes.ts';
import { disputeOf, eventOf } from '../support/payments/stripe-events.ts';

type Price = Item['price'] & { readonly unit_amount: number };
type Item = SubscriptionObject['items']['data'][number];
type Subscription = SubscriptionObject & { readonly object: 'subscription' };
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Invoice {
  readonly id: string;
  readonly intentId: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
}

const CUSTOMER = 'cus_1';

/** Stripe in memory, as far as plans go: what it is asked, and the events that follow from what customers do. */
export class SimulatedStripe {
  nowMs: number;
  /** What it was asked to do, in order. */
  readonly asked: string[] = [];
  /** What it has invoiced since it was asked to change a plan: the events to tell of. */
  readonly invoiced: Stripe.Event[] = [];
  /** Whether cards are declined. */
  isDeclining = false;
  readonly #accountId: string;
  readonly #prices = new Map<string, Price & { active: boolean; product: string }>();
  readonly #subscriptions = new Map<string, Mutable<Subscription>>();
  readonly #invoices = new Map<string, Invoice>();
  readonly #refunds = new Map<string, Stripe.Refund>();
  readonly #checkouts: { id: string; mode: string; status: string; customer: string }[] = [];
  #ids = 0;

  constructor({ accountId, nowMs }: { accountId: string; nowMs: number }) {
    this.#accountId = accountId;
    this.nowMs = nowMs;
  }

  get openCheckouts(): string[] {
    return this.#checkouts.filter(({ status }) => status === 'open').map(({ id }) => id);
  }

  get subscriptions(): Subscription[] {
    return [...this.#subscriptions.values()];
  }

  get invoices(): Invoice[] {
    return [...this.#invoices.values()];
  }

  /** Somebody pays for a plan on the checkout page. */
  async subscribe(published: PublishedCatalog, choice: PlanChoice, { currency = 'usd' } = {}) {
    const price = await this.#priceOf(published, choice, currency);
    const id = this.#newId('sub');
    const created = this.#seconds();
    const period = { start: created, end: this.#after(created, choice.interval) };
    this.#subscriptions.set(id, {
      id,
      object: 'subscription',
      status: 'active',
      customer: CUSTOMER,
      created,
      ended_at: null,
      cancel_at: null,
      cancel_at_period_end: false,
      metadata: { accountId: this.#accountId, termsVersion: 'test' },
      items: {
        data: [
          {
            id: `si_${id}`,
            current_period_start: period.start,
            current_period_end: period.end,
            price,
          },
        ],
      },
    });
    const invoice = this.#invoice(id, {
      billing_reason: 'subscription_create',
      lines: [{ ...period, price, amount: price.unit_amount }],
    });
    return { id, invoiceId: invoice.id, events: [this.#told('created', id), invoice.event] };
  }

  /** Removes the terms from a price, as prices have none that were made before terms stood on them. */
  forgetTerms(): void {
    for (const [id, { metadata, ...price }] of this.#prices) {
      const { key = '', product = '', label = '' } = metadata;
      this.#prices.set(id, { ...price, metadata: { key, product, label } });
    }
  }

  /** To a dearer plan at once, for the difference; to a cheaper one with the next invoice. */
  async change(id: string, published: PublishedCatalog, plan: string, { isPaidNow }: { isPaidNow: boolean }) {
    const { subscription, item } = this.#running(id);
    const interval = item.price.recurring?.interval as PlanChoice['interval'];
    const price = await this.#priceOf(published, { plan, interval }, item.price.currency);
    const before = item.price;
    subscription.items = { data: [{ ...item, price }] };
    if (!isPaidNow) return { invoiceId: null, events: [this.#told('updated', id)] };
    const invoice = this.#prorate(id, before, price);
    return { invoiceId: invoice.id, events: [this.#told('updated', id), invoice.event] };
  }

  /** The next stretch begins, and is paid for. */
  renew(id: string) {
    const { subscription, item } = this.#running(id);
    const start = item.current_period_end;
    const interval = item.price.recurring?.interval as PlanChoice['interval'];
    const end = this.#after(start, interval);
    subscription.items = { data: [{ ...item, current_period_start: start, current_period_end: end }] };
    const line = { start, end, price: item.price, amount: item.price.unit_amount ?? 0 };
    const invoice = this.#invoice(id, { billing_reason: 'subscription_cycle', lines: [line] });
    return { invoiceId: invoice.id, events: [this.#told('updated', id), invoice.event] };
  }

  set(
    id: string,
    change: Partial<
      Pick<
        Subscription,
        'status' | 'cancel_at' | 'cancel_at_period_end' | 'ended_at' | 'pause_collection' | 'metadata'
      >
    >,
  ) {
    Object.assign(this.#running(id).subscription, change);
    return [this.#told(change.status === 'canceled' ? 'deleted' : 'updated', id)];
  }

  refund(invoiceId: string, amount: number, { status = 'succeeded', id = this.#newId('re') } = {}) {
    const { intentId, currency } = this.#paid(invoiceId);
    const refund = { id, object: 'refund', amount, currency, status, payment_intent: intentId, metadata: {} };
    const type = status === 'failed' ? 'refund.failed' : 'refund.created';
    return { id, events: [this.#event(type, refund)] };
  }

  dispute(invoiceId: string, status: string) {
    const { intentId, amount, currency } = this.#paid(invoiceId);
    const payment = { accountId: this.#accountId, paymentId: '', intentId, amount, currency };
    const type = status === 'needs_response' ? 'created' : 'closed';
    return [this.#event(`charge.dispute.${type}`, disputeOf(payment, { id: `dp_${invoiceId}`, status }))];
  }

  openCheckout(): string {
    const id = this.#newId('cs');
    this.#checkouts.push({ id, mode: 'subscription', status: 'open', customer: CUSTOMER });
    return id;
  }

  /** As much of Stripe's client as plans ask of it. */
  get client(): Stripe {
    const listed = <T>(data: T[]) =>
      Object.assign(Promise.resolve({ data }), {
        async *[Symbol.asyncIterator]() {
          yield* data;
        },
      });
    const client = {
      subscriptions: {
        retrieve: async (id: string) => structuredClone(this.#running(id).subscription),
        list: async () => ({ data: structuredClone(this.subscriptions) }),
        cancel: async (id: string) => {
          this.asked.push(`cancel ${id}`);
          const { subscription } = this.#running(id);
          return Object.assign(subscription, { status: 'canceled', ended_at: this.#seconds() });
        },
        update: async (id: string, change: Stripe.SubscriptionUpdateParams) => {
          this.asked.push(`update ${id} ${JSON.stringify(change)}`);
          if (change.cancel_at !== undefined && change.cancel_at_period_end !== undefined) {
            throw missing('You may only specify one of these parameters: cancel_at, cancel_at_period_end.');
          }
          const { subscription, item } = this.#running(id);
          if (change.cancel_at === '') subscription.cancel_at = null;
          if (change.cancel_at_period_end !== undefined) {
            const isSet = subscription.cancel_at === item.current_period_end;
            subscription.cancel_at_period_end = change.cancel_at_period_end;
            if (change.cancel_at_period_end) subscription.cancel_at = item.current_period_end;
            else if (isSet) subscription.cancel_at = null;
          }
          const to = change.items?.[0]?.price;
          const isCharged = change.proration_behavior === 'always_invoice' || change.billing_cycle_anchor;
          if (isCharged && this.isDeclining) throw declined();
          const price = to ? this.#priceNamed(to) : item.price;
          subscription.items = { data: [{ ...item, price }] };
          if (isCharged) this.invoiced.push(this.#chargeChange(id, item, !!change.billing_cycle_anchor));
          const metadata = Object.entries({ ...subscription.metadata, ...(change.metadata || {}) });
          subscription.metadata = Object.fromEntries(
            metadata.flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
          );
          if (change.pause_collection === '') subscription.pause_collection = null;
          return structuredClone(subscription);
        },
      },
      prices: {
        retrieve: async (id: string) => this.#priceNamed(id),
        list: ({ lookup_keys: keys }: Stripe.PriceListParams) =>
          listed(
            [...this.#prices.values()].filter(
              ({ active, metadata }) => active && (keys?.includes(metadata.key ?? '') ?? true),
            ),
          ),
        create: async ({
          currency,
          unit_amount = 0,
          recurring,
          metadata,
          product_data,
          product = `prod_${product_data?.name}`,
        }: Stripe.PriceCreateParams) => {
          const id = this.#newId('price');
          const interval = recurring ? { interval: recurring.interval } : null;
          const made = { id, active: true, currency, unit_amount, recurring: interval, metadata, product };
          this.#prices.set(id, made as Price & { active: boolean; product: string });
          return made;
        },
        update: async (id: string, { active }: Stripe.PriceUpdateParams) => {
          Object.assign(this.#priceNamed(id), { active });
        },
      },
      products: { create: async () => ({ id: this.#newId('prod') }), update: async () => undefined },
      invoices: {
        list: ({ status }: Stripe.InvoiceListParams) =>
          listed(
            this.invoices.flatMap(({ id, created }) => (status ? [] : [{ id, created, status: 'paid' }])),
          ),
      },
      invoicePayments: {
        list: async ({ invoice }: { invoice: string }) => ({
          data: [{ payment: { payment_intent: this.#paid(invoice).intentId } }],
        }),
      },
      paymentIntents: { retrieve: async () => ({ metadata: {} }) },
      refunds: {
        create: async ({ payment_intent: intentId = '', amount, metadata }: Stripe.RefundCreateParams) => {
          const known = this.#refunds.get(intentId);
          if (!known) this.asked.push(`refund ${intentId}`);
          const invoice = this.invoices.find((one) => one.intentId === intentId);
          const made = known ?? {
            ...{ id: this.#newId('re'), amount: amount ?? invoice?.amount ?? 0, currency: invoice?.currency },
            ...{ payment_intent: intentId, status: 'succeeded', metadata },
          };
          this.#refunds.set(intentId, made as Stripe.Refund);
          return made;
        },
      },
      customers: { create: async () => ({ id: CUSTOMER }), retrieve: async () => ({ id: CUSTOMER }) },
      checkout: {
        sessions: {
          create: async () => {
            const id = this.openCheckout();
            return { id, url: `https://checkout.stripe.com/${id}` };
          },
          list: async () => ({ data: this.#checkouts.filter(({ status }) => status === 'open') }),
          expire: async (id: string) => {
            const found = this.#checkouts.find((one) => one.id === id);
            return found && Object.assign(found, { status: 'expired' });
          },
        },
      },
    };
    return client as unknown as Stripe;
  }

  async #priceOf(published: PublishedCatalog, { plan, interval }: PlanChoice, currency: string) {
    const item = soldItems(published).find(({ key }) => key === `plan:${plan}:${interval}:${currency}`);
    if (!item) throw new Error(`${plan} is not sold by the ${interval}`);
    return this.#priceNamed(await priceAtStripe(this.client, item));
  }

  /** For the rest of the period, what a price costs more than the one before. */
  #prorate(id: string, before: Item['price'], price: Pick<Price, 'id' | 'unit_amount'>) {
    const { item } = this.#running(id);
    const rest = { start: this.#seconds(), end: item.current_period_end };
    const part = (rest.end - rest.start) / (item.current_period_end - item.current_period_start);
    const prorated = (amount: number) => Math.floor(amount * part);
    const invoice = this.#invoice(id, {
      billing_reason: 'subscription_update',
      lines: [
        { ...rest, price: before, amount: 0 - prorated(before.unit_amount ?? 0), proration: true },
        { ...rest, price, amount: prorated(price.unit_amount), proration: true },
      ],
    });
    return invoice;
  }

  /** Charges for a change of plan: the difference, or a period that begins now. */
  #chargeChange(id: string, before: Item, isPeriod: boolean): Stripe.Event {
    const { subscription, item } = this.#running(id);
    const price = item.price as Price;
    if (!isPeriod) return this.#prorate(id, before.price, price).event;
    const start = this.#seconds();
    const end = this.#after(start, price.recurring?.interval as PlanChoice['interval']);
    subscription.items = { data: [{ ...item, current_period_start: start, current_period_end: end }] };
    const lines = [{ start, end, price, amount: price.unit_amount }];
    return this.#invoice(id, { billing_reason: 'subscription_update', lines }).event;
  }

  #invoice(
    subscriptionId: string,
    made: {
      billing_reason: string;
      lines: { start: number; end: number; price: { id: string }; amount: number; proration?: boolean }[];
    },
  ) {
    const id = this.#newId('in');
    const intentId = this.#newId('pi');
    const amount = Math.max(
      0,
      made.lines.reduce((sum, line) => sum + line.amount, 0),
    );
    const { price } = this.#running(subscriptionId).item;
    const created = this.#seconds();
    this.#invoices.set(id, { id, intentId, amount, currency: price.currency, created });
    const event = this.#event('invoice.paid', {
      ...{ id, object: 'invoice', currency: price.currency, created, billing_reason: made.billing_reason },
      ...{ subtotal: amount, amount_paid: amount, status_transitions: { paid_at: created } },
      parent: { subscription_details: { subscription: subscriptionId } },
      lines: {
        data: made.lines.map(({ start, end, price: { id: priceId }, amount: cents, proration = false }) => ({
          amount: cents,
          period: { start, end },
          pricing: { price_details: { price: priceId } },
          parent: { subscription_item_details: { proration } },
        })),
      },
    });
    return { id, event };
  }

  #told(type: 'created' | 'updated' | 'deleted', id: string): Stripe.Event {
    return this.#event(
      `customer.subscription.${type}`,
      structuredClone({ ...this.#running(id).subscription }),
    );
  }

  /** An event of the simulated time: what is kept of it must not depend on when a test runs. */
  #event(type: string, object: Parameters<typeof eventOf>[1]): Stripe.Event {
    return eventOf(type, object, { created: this.#seconds() });
  }

  #running(id: string) {
    const subscription = this.#subscriptions.get(id);
    const [item] = subscription?.items.data ?? [];
    if (!subscription || !item) throw missing(`No such subscription: ${id}`);
    return { subscription, item };
  }

  #priceNamed(id: string) {
    const price = this.#prices.get(id);
    if (!price) throw missing(`No such price: ${id}`);
    return price;
  }

  #paid(invoiceId: string): Invoice {
    const invoice = this.#invoices.get(invoiceId);
    if (!invoice) throw missing(`No such invoice: ${invoiceId}`);
    return invoice;
  }

  #after(seconds: number, interval: PlanChoice['interval']): number {
    const end = new Date(seconds * SECOND_MS);
    end.setUTCMonth(end.getUTCMonth() + (interval === 'year' ? 12 : 1));
    return Math.floor(end.getTime() / SECOND_MS);
  }

  #seconds(): number {
    return Math.floor(this.nowMs / SECOND_MS);
  }

  #newId(prefix: string): string {
    return `${prefix}_${String(++this.#ids).padStart(4, '0')}`;
  }
}

function missing(message: string): Error {
  return Object.assign(new Error(message), { type: 'StripeInvalidRequestError', code: 'resource_missing' });
}

function declined(): Error {
  return Object.assign(new Error('No.'), { type: 'StripeCardError', code: 'card_declined' });
}
