import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meteredHistory } from './simulation/metered-history.ts';
import { runMeteredHistory } from './simulation/run-metered-history.ts';

const times = Number(process.env.FIREMETER_SOAK ?? 1);

test("200 histories of an app's metered work over networks and processes that fail: one charge by use, one execution at a time, no hold beyond its lease, and kept results", {
  timeout: 120_000 * times,
}, async () => {
  let [executions, repeated, replayed] = [0, 0, 0];
  const property = fc.asyncProperty(meteredHistory, async (history) => {
    const summary = await runMeteredHistory(history);
    executions += summary.executions;
    repeated += summary.repeated;
    replayed += summary.replayed;
  });
  await fc.assert(property, { numRuns: 200 * times });
  // The histories are worth something: work ran, some of it again after a crash, and its results were replayed.
  expect(executions).toBeGreaterThan(100 * times);
  expect(repeated).toBeGreaterThan(times);
  expect(replayed).toBeGreaterThan(50 * times);
});
