import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../contract/index.ts';
import { createAddressCounter } from './address-counter.ts';
import type { CountedUp, CountUp } from './count-up.ts';

/** Counts as the store does. */
function sharedCounts() {
  const stored = new Map<string, Map<string, number>>();
  const requested: CountedUp[] = [];
  const countUp: CountUp = async (counted) => {
    requested.push(counted);
    const counts = stored.get(counted.id) ?? new Map<string, number>();
    stored.set(counted.id, counts);
    for (const part of counted.forget) counts.delete(part);
    for (const [part, count] of counted.add) counts.set(part, (counts.get(part) ?? 0) + count);
    return new Map([...counted.add.keys()].map((part) => [part, counts.get(part) ?? 0]));
  };
  return { countUp, requested, stored };
}

const limit = { max: 100, windowMs: 10 * MINUTE_MS };
const startMs = Date.UTC(2026, 0, 2, 12);

describe('requests of an address', () => {
  test('on one instance: exactly the limit, for one write in five and no read', async () => {
    const { countUp, requested } = sharedCounts();
    const counter = createAddressCounter({ countUp, now: () => startMs });
    const waits = await Promise.all(Array.from({ length: 300 }, () => counter.waitMs('a', limit)));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(100);
    expect(requested).toHaveLength(20);
    expect(await counter.waitMs('another', limit)).toBe(0);
  });

  test('are let in again when the wait that was told is over, and not a moment before', async () => {
    let nowMs = startMs + 12_345;
    const counter = createAddressCounter({ countUp: sharedCounts().countUp, now: () => nowMs });
    for (let index = 0; index < 100; index++) await counter.waitMs('a', limit);
    const waitMs = await counter.waitMs('a', limit);
    expect(waitMs).toBeGreaterThan(limit.windowMs);
    expect(waitMs).toBeLessThanOrEqual(1.2 * limit.windowMs);
    nowMs += waitMs - 1;
    expect(await counter.waitMs('a', limit)).toBe(1);
    nowMs += 1;
    expect(await counter.waitMs('a', limit)).toBe(0);
  });

  test('in no window are more let in than the limit and four for each instance, at 0.2 writes each', async () => {
    const event = fc.record({
      instance: fc.nat(3),
      afterMs: fc.nat(40_000),
      times: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 80 }),
        fc.integer({ min: 1, max: 40 }),
        async (events, max) => {
          const { countUp, requested } = sharedCounts();
          let nowMs = startMs;
          const counters = Array.from({ length: 4 }, () =>
            createAddressCounter({ countUp, now: () => nowMs }),
          );
          const narrow = { max, windowMs: 2 * MINUTE_MS };
          const letIn: number[] = [];
          for (const { instance, afterMs, times } of events) {
            nowMs += afterMs;
            const waits = Array.from({ length: times }, () => counters[instance]?.waitMs('a', narrow));
            for (const waitMs of await Promise.all(waits)) if (waitMs === 0) letIn.push(nowMs);
          }
          for (const fromMs of letIn) {
            const inWindow = letIn.filter((atMs) => atMs >= fromMs && atMs < fromMs + narrow.windowMs);
            expect(inWindow.length).toBeLessThanOrEqual(max + 4 * counters.length);
          }
          const requests = events.reduce((sum, { times }) => sum + times, 0);
          expect(requested.length).toBeLessThanOrEqual(requests / 5);
        },
      ),
    );
  });

  test('are let in while the counts cannot be shared, up to the limit on each instance', async () => {
    const countUp = () => Promise.reject(new Error('down'));
    const counter = createAddressCounter({ countUp, now: () => startMs });
    const waits = await Promise.all(Array.from({ length: 300 }, () => counter.waitMs('a', limit)));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(100);
  });

  test('leave nothing behind of windows that have passed while requests go on', async () => {
    const { countUp, stored } = sharedCounts();
    let nowMs = startMs;
    const counter = createAddressCounter({ countUp, now: () => nowMs });
    for (let index = 0; index < 600; index++) {
      nowMs += 10_000;
      await counter.waitMs('a', limit);
    }
    expect(stored.get('requests-a')?.size).toBeLessThanOrEqual(7);
  });
});
