import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CancelCase, runCancel } from './simulation/run-cancel.ts';

const times = Number(process.env.FIREMETER_SOAK ?? 1);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** At every moment from before the hold to after the end, and now and then minutes later. */
const cancelAtMs = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 600 }) },
  { weight: 3, arbitrary: fc.nat({ max: 6 * SECOND }) },
  { weight: 1, arbitrary: fc.nat({ max: 5 * MINUTE }) },
);

const cases: fc.Arbitrary<CancelCase> = fc.record({
  seed: fc.nat(),
  kind: fc.constantFrom('call', 'stream', 'queued', 'reel'),
  cancelAtMs,
  cancelHere: fc.boolean(),
  isDeaf: fc.nat({ max: 3 }).map((n) => n === 0),
  diesAtMs: fc.option(fc.oneof(fc.nat({ max: 600 }), fc.nat({ max: 6 * SECOND })), { freq: 2 }),
  againAfterMs: fc.constantFrom(20, 1 * SECOND, 30 * SECOND),
  takesMs: fc.oneof(fc.nat({ max: 500 }), fc.nat({ max: 20 * SECOND }), fc.constant(8 * MINUTE)),
  stopsAfterMs: fc.constantFrom(0, 10, 800, null),
  moderationMs: fc.constantFrom(0, 0, 150, 9 * SECOND),
  keepMs: fc.constantFrom(0, 0, 120, 3 * SECOND),
});

test('after 1,000 cancels at any moment of any kind of work, every acknowledged cancel takes effect and the books balance', {
  timeout: 120_000 * times,
}, async () => {
  const acknowledged = { call: 0, stream: 0, queued: 0, reel: 0 };
  const property = fc.asyncProperty(cases, async (one) => {
    if ((await runCancel(one)) === 'acknowledged') acknowledged[one.kind]++;
  });
  await fc.assert(property, { numRuns: 1_000 * times });
  expect(Math.min(...Object.values(acknowledged))).toBeGreaterThan(60 * times);
});
