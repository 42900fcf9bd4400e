import fc from 'fast-check';
import type Stripe from 'stripe';
import { DAY_MS } from '../../../src/contract/index.ts';
import type { PlanWorld } from './plan-world.ts';

type Dispute = 'none' | 'open' | 'won' | 'lost';

interface MoneyBack {
  readonly percents: readonly number[];
  /** Whether the first of the refunds fails after all. */
  readonly fails: boolean;
  readonly dispute: Dispute;
}

/** What becomes of a year of a plan, and of the plan in the catalog. */
export interface PlanLife {
  readonly upgradedAfterDays: number | null;
  readonly year: MoneyBack;
  readonly upgrade: MoneyBack;
  readonly ending: readonly ('cancel' | 'cancel-at' | 'resume')[];
  readonly isBoughtTwice: boolean;
  readonly catalog: 'as-it-was' | 'removed' | 'repriced' | 'gives-less';
}

const moneyBack: fc.Arbitrary<MoneyBack> = fc.record({
  percents: fc.array(fc.constantFrom(10, 50, 99, 100), { maxLength: 2 }),
  fails: fc.boolean(),
  dispute: fc.constantFrom<Dispute>('none', 'none', 'open', 'won', 'lost'),
});

export const planLife: fc.Arbitrary<PlanLife> = fc.record({
  upgradedAfterDays: fc.option(fc.integer({ min: 1, max: 25 })),
  year: moneyBack,
  upgrade: moneyBack,
  ending: fc.array(fc.constantFrom('cancel', 'cancel-at', 'resume'), { maxLength: 3 }),
  isBoughtTwice: fc.boolean(),
  catalog: fc.constantFrom('as-it-was', 'removed', 'repriced', 'gives-less'),
});

/** What Stripe tells of it, in the order in which it happens; and what a month to come has to give. */
export async function livePlan(world: PlanWorld, life: PlanLife) {
  const { stripe, published } = world;
  const year = { plan: 'plus', interval: 'year' } as const;
  const first = await stripe.subscribe(published, year);
  const events: Stripe.Event[] = [...first.events];
  if (life.isBoughtTwice) {
    stripe.nowMs += 60_000;
    const second = await stripe.subscribe(published, year);
    events.push(...second.events, ...stripe.set(second.id, {}));
  }
  let upgradeId: string | null = null;
  if (life.upgradedAfterDays !== null) {
    stripe.nowMs += life.upgradedAfterDays * DAY_MS;
    const raised = await stripe.change(first.id, published, 'max', { isPaidNow: true });
    events.push(...raised.events);
    upgradeId = raised.invoiceId;
  }
  for (const end of life.ending) {
    const ends = { cancel: { cancel_at_period_end: true }, 'cancel-at': { cancel_at: 2_000_000_000 } };
    const goesOn = { cancel_at: null, cancel_at_period_end: false };
    events.push(...stripe.set(first.id, end === 'resume' ? goesOn : ends[end]));
  }
  changeCatalog(world, life.catalog);
  const ofYear = giveBack(world, first.invoiceId, life.year);
  const ofUpgrade = upgradeId === null ? null : giveBack(world, upgradeId, life.upgrade);
  events.push(...ofYear.events, ...(ofUpgrade ? ofUpgrade.events : []));

  const isDisputed = [ofYear, ofUpgrade].some((one) => one?.isDisputed);
  const ofBase = ofYear.kept(300_000_000);
  const monthMicros = isDisputed || ofBase === 0 ? 0 : ofBase + (ofUpgrade ? ofUpgrade.kept(700_000_000) : 0);
  return { events, monthMicros };
}

function changeCatalog(world: PlanWorld, change: PlanLife['catalog']): void {
  const { plus } = world.published.catalog.plans;
  if (!plus || change === 'as-it-was') return;
  if (change === 'removed') world.publishPlan('plus', null);
  if (change === 'repriced') world.publishPlan('plus', { ...plus, yearly: { usd: 99_000 } });
  if (change === 'gives-less') world.publishPlan('plus', { ...plus, monthlyMicros: 1_000_000 });
}

/** Refunds, as far as there is money, and a dispute of what was paid. */
function giveBack({ stripe }: PlanWorld, invoiceId: string, { percents, fails, dispute }: MoneyBack) {
  const amount = stripe.invoices.find(({ id }) => id === invoiceId)?.amount ?? 0;
  let backCents = 0;
  const events = percents.flatMap((percent, index) => {
    const cents = Math.min(Math.floor((amount * percent) / 100), amount - backCents);
    if (cents <= 0) return [];
    const refund = stripe.refund(invoiceId, cents);
    const failed = index === 0 && fails;
    if (!failed) backCents += cents;
    const end = failed ? stripe.refund(invoiceId, cents, { id: refund.id, status: 'failed' }).events : [];
    return [...refund.events, ...end];
  });
  if (dispute !== 'none') events.push(...stripe.dispute(invoiceId, 'needs_response'));
  if (dispute === 'won' || dispute === 'lost') events.push(...stripe.dispute(invoiceId, dispute));
  if (dispute === 'lost') backCents = amount;
  return {
    events,
    isDisputed: dispute === 'open',
    kept: (micros: number) => micros - Math.floor((micros * Math.min(backCents, amount)) / amount),
  };
}
