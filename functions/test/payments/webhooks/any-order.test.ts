import fc from 'fast-check';
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/contract/index.ts';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { paymentReducers } from '../../../src/payments/payment-reducers.ts';
import type { PaymentServices } from '../../../src/payments/payment-services.ts';
import { newPayment, openPayment } from '../../../src/payments/records/open-payment.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { retryParkedEvents } from '../../../src/payments/webhooks/retry-parked-events.ts';
import { newAccount } from '../../../src/platform/store/new-account.ts';
import { brokenInvariants } from '../../faults/invariants.ts';
import { MemoryStore } from '../../faults/memory-store.ts';
import { VirtualTime } from '../../faults/virtual-time.ts';
import { suspendOf } from '../../support/accounts.ts';
import { oneRun } from '../../support/one-run.ts';
import { eventOf, refundOf, type StripePayment } from '../../support/payments/stripe-events.ts';
import { eventsOf, life } from '../lives.ts';
import { memoryDb } from '../memory-db.ts';
import { ACCOUNT, entriesIn, leftIn, PACK_MICROS } from './run-schedule.ts';

const soak = Number(process.env.FIREMETER_SOAK ?? 1);

type Step =
  | { readonly kind: 'open-account' }
  | { readonly kind: 'open-payment'; readonly payment: StripePayment }
  | { readonly kind: 'tell'; readonly event: Stripe.Event }
  | { readonly kind: 'suspend' | 'reinstate' | 'retry' };

/** One instance over a store in memory, and Stripe's events as it keeps them. */
function newWorld(all: readonly StripePayment[]) {
  const broken: string[] = [];
  const store: MemoryStore = new MemoryStore(() => {
    const account = store.document('account', ACCOUNT)?.value;
    const books = account && { account, activities: new Map(), entries: entriesIn(store) };
    if (books) broken.push(...brokenInvariants(books));
  });
  const clock = { nowMs: Date.UTC(2026, 10, 25) };
  const now = () => clock.nowMs;
  const meter = createMeter({ store, reducers: paymentReducers, now });
  const sent = new Map<string, Stripe.Event>();
  const metadataOf = (id: string) => all.find(({ intentId }) => intentId === id) ?? {};
  const services = {
    ...{ meter, now, isLive: () => false, db: memoryDb(store, (attempt) => attempt()) },
    stripe: async () => ({
      events: { retrieve: async (id: string) => sent.get(id) },
      paymentIntents: { retrieve: async (id: string) => ({ metadata: metadataOf(id) }) },
    }),
  } as unknown as PaymentServices;

  async function take(step: Step): Promise<unknown> {
    clock.nowMs += 1_000;
    switch (step.kind) {
      case 'open-account': {
        const account = newAccount({ uid: ACCOUNT, email: null, name: null, kind: 'person' });
        return meter.submit(ACCOUNT, { kind: 'open', account, welcome: null });
      }
      case 'open-payment': {
        const { paymentId, amount, currency } = step.payment;
        const payment = newPayment({
          ...{ accountId: ACCOUNT, uid: ACCOUNT, via: 'checkout', currency, amountCents: amount },
          bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros: PACK_MICROS },
          ...{ catalogVersion: 1, termsVersion: 'test', traceId: 'test' },
        });
        const order = { accountId: ACCOUNT, paymentId, payment, customerId: 'cus_1' };
        // Nobody who is suspended can order: the order was there before.
        await take({ kind: 'reinstate' });
        return meter.submit(ACCOUNT, openPayment(order));
      }
      case 'tell':
        sent.set(step.event.id, step.event);
        return handleStripeEvent(step.event, services);
      case 'retry':
        clock.nowMs += 6 * HOUR_MS;
        return retryParkedEvents(services).run(oneRun);
      default:
        // An account that is not open yet cannot be suspended.
        return meter.submit(ACCOUNT, suspendOf(step.kind)).catch(() => undefined);
    }
  }

  return {
    async run(steps: readonly Step[]) {
      for (const step of steps) await take(step);
      const { status: _, ...left } = leftIn(store);
      const whys = left.parked.map((id) => store.document('event', id)?.value.why);
      const payments = left.payments.map((payment) => ({ ...payment, createdAt: 0 }));
      return { ...left, payments, parked: whys, broken };
    },
  };
}

test(
  'refunds and disputes in any order and currency, repeated and late, before their accounts and payments, during a suspension, end like those in order',
  async () => {
    const payment = fc.record({
      life,
      currency: fc.constantFrom('usd', 'jpy', 'isk'),
      isForeign: fc.boolean(),
    });
    const property = fc.asyncProperty(
      fc.array(payment, { minLength: 1, maxLength: 3 }),
      fc.array(fc.constantFrom<'suspend' | 'reinstate' | 'retry'>('suspend', 'reinstate', 'retry'), {
        maxLength: 6,
      }),
      fc.infiniteStream(fc.nat()),
      async (lives, changes, numbers) => {
        const payments = lives.map(({ currency }, index) => paymentNumbered(index, currency));
        const told = lives.flatMap(({ life: one, isForeign }, index) => {
          const own = payments[index] ?? paymentNumbered(0, 'usd');
          const foreign = refundOf(
            { ...own, currency: 'eur' },
            { id: `re_eur_${index}`, amount: 1, status: 'succeeded' },
          );
          return [...eventsOf(own, one), ...(isForeign ? [eventOf('refund.created', foreign)] : [])];
        });
        const opens: Step[] = [
          { kind: 'open-account' },
          ...payments.map((one): Step => ({ kind: 'open-payment', payment: one })),
        ];
        const tells = told.map((event): Step => ({ kind: 'tell', event }));
        const mixed = shuffled(
          [...tells, ...tells.filter((_, at) => at % 3 === 0), ...changes.map((kind) => ({ kind }))],
          numbers,
        );
        // The account before its payments; each of them anywhere among what is told of them.
        const places = opens.map(() => next(numbers) % (mixed.length + 1)).toSorted((a, b) => a - b);
        const steps = mixed.flatMap((step, at) => [...opens.filter((_, one) => places[one] === at), step]);
        const last = opens.filter((_, one) => places[one] === mixed.length);
        const end: Step[] = [{ kind: 'retry' }, { kind: 'reinstate' }];

        const inTime = new VirtualTime(0);
        await inTime.run(async () => {
          const clean = await newWorld(payments).run([...opens, ...tells, ...end]);
          const left = await newWorld(payments).run([...steps, ...last, ...end]);
          expect(clean.broken).toEqual([]);
          expect(left).toEqual(clean);
          expect(new Set(left.parked)).toEqual(
            new Set(lives.some(({ isForeign }) => isForeign) ? ['other-currency'] : []),
          );
        });
      },
    );
    await fc.assert(property, { numRuns: 100 * soak });
  },
  60_000 * soak,
);

function next(numbers: fc.Stream<number>): number {
  return numbers.next().value ?? 0;
}

function shuffled<T>(all: readonly T[], numbers: fc.Stream<number>): T[] {
  return all
    .map((one) => [next(numbers), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}

function paymentNumbered(index: number, currency: string): StripePayment {
  return {
    ...{ accountId: ACCOUNT, paymentId: `${ACCOUNT}_request${index}`, intentId: `pi_${index}` },
    ...{ amount: 900, currency },
  };
}
