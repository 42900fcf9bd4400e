import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/contract/index.ts';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { allotSubscriptions } from '../../../src/payments/monthly-credits/allot-subscriptions.ts';
import { paymentReducers } from '../../../src/payments/payment-reducers.ts';
import { reconcile } from '../../../src/payments/reconciliation/reconcile.ts';
import { fault } from '../../faults/history.ts';
import type { MemoryStore } from '../../faults/memory-store.ts';
import { VirtualTime } from '../../faults/virtual-time.ts';
import {
  entriesIn,
  INSTANCES,
  runSchedule,
  type Schedule,
  type ScheduleWorld,
  START_MS,
  type startInstance,
} from '../webhooks/run-schedule.ts';
import { livePlan, planLife } from './plan-lives.ts';
import { PlanWorld } from './plan-world.ts';

const soak = Number(process.env.FIREMETER_SOAK ?? 1);

const dealing = fc.record({
  order: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30, size: 'max' }),
  copies: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 7 }),
  instance: fc.array(fc.nat({ max: INSTANCES - 1 }), { minLength: 1, maxLength: 7 }),
  faults: fc.array(fault, { maxLength: 40, size: 'max' }),
  kills: fc.array(
    fc.record({ afterMs: fc.constantFrom(1, 3, 45, 502), instance: fc.nat({ max: INSTANCES - 1 }) }),
    { maxLength: 3 },
  ),
});

test(
  'events of a plan in any order (upgrades, refunds, disputes, a second plan, its removal) have the same outcome, and the next month grants what is still paid for',
  async () => {
    const property = fc.asyncProperty(
      planLife,
      dealing,
      fc.nat(),
      async (life, { order, copies, instance, faults, kills }, seed) => {
        const dealt = <T>(all: readonly T[], index: number) => all[index % all.length] as T;
        const clean = await run(life, 0, (events) => ({
          deliveries: events.map((event, index) => ({ event, afterMs: 1_000 * index, instance: 0 })),
          faults: [],
          kills: [],
        }));
        const left = await run(life, seed, (events) => ({
          deliveries: events.flatMap((event, index) =>
            Array.from({ length: dealt(copies, index) }, (_, copy) => ({
              event,
              afterMs: dealt(order, index + 7 * copy),
              instance: dealt(instance, index + copy),
            })),
          ),
          faults,
          kills,
        }));
        expect(clean).toMatchObject({
          broken: [],
          parked: [],
          differences: [],
          monthMicros: clean.expectedMicros,
        });
        expect(left).toEqual(clean);
      },
    );
    await fc.assert(property, { numRuns: 60 * soak });
  },
  60_000 * soak,
);

async function run(
  life: Parameters<typeof livePlan>[1],
  seed: number,
  scheduleOf: (events: Awaited<ReturnType<typeof livePlan>>['events']) => Schedule,
) {
  const world = new PlanWorld(START_MS - 26 * DAY_MS);
  const { events, monthMicros: expectedMicros } = await livePlan(world, life);
  const { services } = world;
  let monthMicros = 0;
  let differences: string[] = [];
  const afterwards: ScheduleWorld['afterwards'] = async (last, store) => {
    await replayParked(last, store, events);
    // Stripe tells of what it was asked to end.
    for (const { id } of world.stripe.subscriptions) {
      for (const event of world.stripe.set(id, {})) await last.take(event);
    }
    monthMicros = await nextMonth(last, store);
    differences = differencesIn(store);
  };
  const left = await runSchedule([], scheduleOf(events), new VirtualTime(seed), {
    services: { stripe: services.stripe, catalogs: services.catalogs },
    afterwards,
  });
  return { ...left, monthMicros, expectedMicros, differences };
}

/** What was told before the payment that it is about is handled once that is there. */
async function replayParked(
  { take }: ReturnType<typeof startInstance>,
  store: MemoryStore,
  events: Awaited<ReturnType<typeof livePlan>>['events'],
): Promise<void> {
  const isParked = (id: string) => store.document('event', id)?.value.state === 'parked';
  for (const event of events) if (isParked(event.id)) await take(event);
}

/** Where the payments say something else than the ledger. */
function differencesIn(store: MemoryStore): string[] {
  const payments = store.ids('payment').flatMap((id) => {
    const payment = store.document('payment', id)?.value;
    return payment ? [[id, payment] as const] : [];
  });
  const here = { payments: new Map(payments), others: new Map(), entries: entriesIn(store) };
  const found = reconcile({ payments: [], reversals: [] }, here).map(({ kind }) => kind);
  return found.filter((kind) => !kind.endsWith('-not-at-stripe'));
}

/** What the next month of the year gives. */
async function nextMonth(
  { services }: ReturnType<typeof startInstance>,
  store: MemoryStore,
): Promise<number> {
  const before = new Set(entriesIn(store).keys());
  const now = () => START_MS + 6 * DAY_MS;
  const keep = async () => undefined;
  const run = { traceId: 'test', isByHand: false, cursor: null, keep };
  await allotSubscriptions({
    db: services.db,
    meter: createMeter({ store, reducers: paymentReducers, now }),
    now,
  }).run(run);
  const granted = [...entriesIn(store)].filter(([id, { kind }]) => kind === 'grant' && !before.has(id));
  return granted.reduce((sum, [, { totalMicros }]) => sum + totalMicros, 0);
}
