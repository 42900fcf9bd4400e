import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fault } from '../../faults/history.ts';
import { VirtualTime } from '../../faults/virtual-time.ts';
import type { StripePayment } from '../../support/payments/stripe-events.ts';
import { eventsOf, isDisputed, life, lotLeft } from '../lives.ts';
import { ACCOUNT, INSTANCES, PACK_MICROS, runSchedule } from './run-schedule.ts';

const soak = Number(process.env.FIREMETER_SOAK ?? 1);

/** How often, when and where each event is told: numbers that are dealt out in turn. */
const dealing = fc.record({
  copies: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }),
  afterMs: fc.array(fc.constantFrom(0, 1, 2, 5, 40, 1_500, 9_000, 70_000), {
    minLength: 1,
    maxLength: 30,
    size: 'max',
  }),
  instance: fc.array(fc.nat({ max: INSTANCES - 1 }), { minLength: 1, maxLength: 7 }),
  faults: fc.array(fault, { maxLength: 60, size: 'max' }),
  kills: fc.array(
    fc.record({
      afterMs: fc.constantFrom(1, 3, 6, 45, 1_502, 9_004),
      instance: fc.nat({ max: INSTANCES - 1 }),
    }),
    { maxLength: 4 },
  ),
});

test(
  'webhooks repeated up to five times, in any order, late, to processes that are killed, end with the balances of the clean order, and grant each payment once',
  async () => {
    const property = fc.asyncProperty(
      fc.array(life, { minLength: 1, maxLength: 3 }),
      dealing,
      fc.nat(),
      async (lives, { copies, afterMs, instance, faults, kills }, seed) => {
        const payments = lives.map((_, index) => paymentNumbered(index));
        const events = lives.flatMap((one, index) => eventsOf(payments[index] ?? paymentNumbered(0), one));
        const inOrder = events.map((event, index) => ({ event, afterMs: 1_000 * index, instance: 0 }));
        const clean = await runSchedule(
          payments,
          { deliveries: inOrder, faults: [], kills: [] },
          new VirtualTime(0),
        );

        const dealt = <T>(all: readonly T[], index: number) => all[index % all.length] as T;
        let dealtOut = 0;
        const deliveries = events.flatMap((event, index) =>
          Array.from({ length: dealt(copies, index) }, () => {
            const at = dealtOut++;
            return { event, afterMs: dealt(afterMs, at), instance: dealt(instance, at) };
          }),
        );
        const left = await runSchedule(payments, { deliveries, faults, kills }, new VirtualTime(seed));
        const lots = lives.flatMap((one, at) => lotLeft(paymentNumbered(at), one, PACK_MICROS) ?? []);
        const isSuspended = lives.filter(isDisputed).length > 1;
        expect(clean).toMatchObject({
          lots,
          debtMicros: 0,
          status: isSuspended ? 'suspended' : 'active',
          broken: [],
        });
        expect(left).toEqual(clean);
        expect(new Set(left.purchases).size).toBe(left.purchases.length);
        expect(left.parked).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 100 * soak });
  },
  60_000 * soak,
);

function paymentNumbered(index: number): StripePayment {
  return {
    accountId: ACCOUNT,
    paymentId: `${ACCOUNT}_request${index}`,
    intentId: `pi_${index}`,
    amount: 999,
    currency: 'usd',
  };
}
