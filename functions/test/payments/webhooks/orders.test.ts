import { expect, test } from 'vitest';
import { balanceMicros } from '../../../src/contract/index.ts';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { paymentReducers } from '../../../src/payments/payment-reducers.ts';
import type { PaymentServices } from '../../../src/payments/payment-services.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { brokenInvariants } from '../../faults/invariants.ts';
import { MemoryStore } from '../../faults/memory-store.ts';
import { VirtualTime } from '../../faults/virtual-time.ts';
import { grantOf, holdOf, workedOf } from '../../support/accounts.ts';
import { disputeOf, eventOf, refundOf, sessionOf } from '../../support/payments/stripe-events.ts';
import { memoryDb } from '../memory-db.ts';
import { ACCOUNT, entriesIn, openAll } from './run-schedule.ts';

const payment = {
  accountId: ACCOUNT,
  paymentId: `${ACCOUNT}_request`,
  intentId: 'pi_1',
  amount: 1_000,
  currency: 'usd',
};
const NOW_MS = Date.UTC(2026, 10, 25);

const refund = (id: string, amount: number) =>
  eventOf('refund.created', refundOf(payment, { id, amount, status: 'succeeded' }));
const dispute = (type: string, status: string) =>
  eventOf(`charge.dispute.${type}`, disputeOf(payment, { id: 'dp_1', status }));

type Step = (world: World) => Promise<unknown>;
type World = ReturnType<typeof newWorld>;

const steps: Readonly<Record<string, Step>> = {
  pay: ({ tell }) => tell(eventOf('checkout.session.completed', sessionOf(payment))),
  spend: ({ spend }) => spend('spend', 400),
  'hold and give back': ({ spend }) => spend('hold', 0),
  'refund a part': ({ tell }) => tell(refund('re_part', 300)),
  'refund the rest': ({ tell }) => tell(refund('re_rest', 700)),
  dispute: ({ tell }) => tell(dispute('created', 'needs_response')),
};
/** A tenth of the orders in `npm test`, all of them in `npm run soak`. */
const each = process.env.FIREMETER_SOAK ? 1 : 10;

const endings = { win: dispute('closed', 'won'), lose: dispute('closed', 'lost') };

test.each(Object.entries(endings))(
  'after paying, spending, refunding, disputing and %s in any order, the books balance at every step, and the next grant repays the debt',
  async (end, event) => {
    const all = { ...steps, [end]: ({ tell }: World) => tell(event) };
    const nets = new Set<number>();
    const orders = permutations(Object.keys(all)).filter((_, index) => index % each === 0);
    const inOrder = async (order: readonly string[]) => {
      const world = newWorld();
      await openAll(world.store, [payment]);
      for (const name of order) await all[name]?.(world);
      await world.end();
      expect({ order, broken: world.broken }).toEqual({ order, broken: [] });
      const { account } = world.books();
      const spentMicros = world.spentMicros();
      // All of the money went back: nothing is left, but for what was spent of it, and that is owed.
      expect({ order, net: balanceMicros(account, NOW_MS) - account.debtMicros + spentMicros }).toEqual({
        order,
        net: 0,
      });
      expect(account.lots.filter(({ frozen }) => frozen)).toEqual([]);
      nets.add(spentMicros);
      await expectSettled(world);
    };
    for (const order of orders) await new VirtualTime(1).run(() => inOrder(order));
    expect(nets).toEqual(new Set([0, 400]));
  },
  120_000,
);

/** The next grant repays what is owed, and its entry says so. */
async function expectSettled({ meter, books }: World): Promise<void> {
  const { debtMicros } = books().account;
  await meter.submit(ACCOUNT, grantOf({ micros: 1_000, entryId: 'grant-next' }));
  const { account, entries } = books();
  expect(account.debtMicros).toBe(0);
  expect(balanceMicros(account, NOW_MS)).toBe(1_000 - debtMicros);
  expect(entries.get('repay-grant-next')?.debtDeltaMicros ?? 0).toBe(0 - debtMicros);
}

function newWorld() {
  const broken: string[] = [];
  const store: MemoryStore = new MemoryStore(() => {
    if (store.document('account', ACCOUNT)) broken.push(...brokenInvariants(books()));
  });
  const meter = createMeter({ store, reducers: paymentReducers, now: () => NOW_MS });
  const services = {
    db: memoryDb(store, (attempt) => attempt()),
    meter,
    now: () => NOW_MS,
    isLive: () => false,
    stripe: async () => ({ paymentIntents: { retrieve: async () => ({ metadata: payment }) } }),
  } as unknown as PaymentServices;
  const ends: (() => Promise<unknown>)[] = [];

  function books() {
    const account = store.document('account', ACCOUNT)?.value;
    if (!account) throw new Error('The account is gone');
    const activities = store.ids('activity').flatMap((id) => {
      const activity = store.document('activity', id)?.value;
      return activity ? [[id, activity] as const] : [];
    });
    return { account, activities: new Map(activities), entries: entriesIn(store) };
  }

  return {
    store,
    meter,
    broken,
    books,
    tell: (event: Parameters<typeof handleStripeEvent>[0]) => handleStripeEvent(event, services),
    /** Holds 400 if there are so many, and keeps them until the end of the order, when so much is captured. */
    async spend(requestId: string, captureMicros: number) {
      const hold = holdOf(ACCOUNT, { requestId, priceMicros: 400 });
      const status = captureMicros === 0 ? 'failed' : 'completed';
      await meter.submit(ACCOUNT, hold).then(
        () => ends.push(() => meter.submit(ACCOUNT, workedOf(hold, { captureMicros, status }))),
        () => undefined,
      );
    },
    end: async () => {
      for (const one of ends) await one();
    },
    spentMicros: () => books().activities.get(`${ACCOUNT}_spend`)?.capturedMicros ?? 0,
  };
}

function permutations(names: readonly string[]): string[][] {
  if (names.length < 2) return [[...names]];
  return names.flatMap((name) =>
    permutations(names.filter((other) => other !== name)).map((rest) => [name, ...rest]),
  );
}
