import type Stripe from 'stripe';
import {
  type Billing,
  balanceMicros,
  type Catalog,
  defaultCatalog,
  HOUR_MS,
  type Payment,
  type PublishedCatalog,
  paymentIdOf,
} from '../../../src/contract/index.ts';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { allotSubscriptions } from '../../../src/payments/monthly-credits/allot-subscriptions.ts';
import { paymentReducers } from '../../../src/payments/payment-reducers.ts';
import type { PaymentServices } from '../../../src/payments/payment-services.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { newAccount } from '../../../src/platform/store/new-account.ts';
import { brokenInvariants } from '../../faults/invariants.ts';
import { MemoryStore } from '../../faults/memory-store.ts';
import { credits } from '../../support/accounts.ts';
import { memoryDb } from '../memory-db.ts';
import { SimulatedStripe } from '../simulated-stripe.ts';
import { ACCOUNT, entriesIn } from '../webhooks/run-schedule.ts';

const { plus, max } = defaultCatalog.plans;

/** `plus` gives 300 a month for $19 or $190, `max` 1,000 for $49 or $490; nothing goes over. */
const firstCatalog: Catalog = {
  ...defaultCatalog,
  plans: { plus, max: { ...max, monthly: { ...max?.monthly, eur: 4_500 } } } as Catalog['plans'],
};

/** An account, Stripe, every catalog that was published, and the store: a world in which plans are bought. */
export class PlanWorld {
  readonly stripe: SimulatedStripe;
  readonly store: MemoryStore;
  readonly broken: string[] = [];
  readonly services: PaymentServices;
  readonly #versions: PublishedCatalog[] = [];

  constructor(nowMs = Date.UTC(2026, 0, 10, 9)) {
    this.stripe = new SimulatedStripe({ accountId: ACCOUNT, nowMs });
    this.store = new MemoryStore(() => {
      const account = this.store.document('account', ACCOUNT)?.value;
      const entries = entriesIn(this.store);
      if (account)
        this.broken.push(...brokenInvariants({ account, activities: this.#activities(), entries }));
    });
    const now = () => this.stripe.nowMs;
    this.services = {
      db: memoryDb(this.store, (attempt) => attempt()),
      meter: createMeter({ store: this.store, reducers: paymentReducers, now }),
      now,
      isLive: () => false,
      siteAddress: () => 'https://app.example.com',
      hasAutomaticTax: () => false,
      stripe: async () => this.stripe.client,
      catalogs: {
        current: async () => this.published,
        at: async (version: number) => this.#versions[version - 1] ?? this.published,
      },
    } as unknown as PaymentServices;
    this.publish(firstCatalog);
  }

  async open(): Promise<this> {
    const account = newAccount({ uid: ACCOUNT, email: null, name: null, kind: 'person' });
    await this.services.meter.submit(ACCOUNT, { kind: 'open', account, welcome: null });
    return this;
  }

  get published(): PublishedCatalog {
    const newest = this.#versions.at(-1);
    if (!newest) throw new Error('No catalog is published');
    return newest;
  }

  publish(catalog: Catalog): void {
    const version = this.#versions.length + 1;
    const common = { schemaVersion: 1, publishedBy: 'test', publishedAt: 0, reachableProviders: null };
    this.#versions.push({ ...common, version, catalog });
  }

  /** The catalog as it is, without a plan or with another one in its place. */
  publishPlan(name: string, plan: Catalog['plans'][string] | null): void {
    const { [name]: _, ...others } = this.published.catalog.plans;
    const plans = (plan ? { ...others, [name]: plan } : others) as Catalog['plans'];
    this.publish({ ...this.published.catalog, plans });
  }

  /** Tells of events, each of them twice, and again while it is not taken. @returns what was put aside */
  async tell(...events: Stripe.Event[]): Promise<string[]> {
    const aside: string[] = [];
    for (const event of [...events, ...events]) {
      const { why } = await handleStripeEvent(event, this.services);
      if (why) aside.push(why);
    }
    return aside;
  }

  /** Time passes until a day, at which the months that are due are allotted. */
  async until(day: string): Promise<void> {
    this.stripe.nowMs = Date.parse(`${day}T09:00:00Z`) + HOUR_MS;
    await this.allot();
  }

  async allot(): Promise<void> {
    const run = { traceId: 'test', isByHand: false, cursor: null, keep: async () => undefined };
    await allotSubscriptions(this.services).run(run);
  }

  get account() {
    const account = this.store.document('account', ACCOUNT)?.value;
    if (!account) throw new Error('The account is gone');
    return account;
  }

  get balance(): number {
    return balanceMicros(this.account, this.stripe.nowMs) / credits(1);
  }

  get billing(): Billing {
    const billing = this.store.document('billing', ACCOUNT)?.value;
    if (!billing) throw new Error('There is no billing');
    return billing;
  }

  payment(invoiceId: string): Payment {
    const id = paymentIdOf({ accountId: ACCOUNT, cause: invoiceId });
    const payment = this.store.document('payment', id)?.value;
    if (!payment) throw new Error(`There is no payment ${id}`);
    return payment;
  }

  get aside(): string[] {
    return this.store.ids('event').filter((id) => this.store.document('event', id)?.value.state === 'parked');
  }

  #activities() {
    return new Map(
      this.store.ids('activity').flatMap((id) => {
        const activity = this.store.document('activity', id)?.value;
        return activity ? [[id, activity] as const] : [];
      }),
    );
  }
}
