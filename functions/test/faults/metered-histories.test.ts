import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meteredHistory, runMeteredHistory } from './simulation/run-metered-history.ts';

const times = Number(process.env.FIREMETER_SOAK ?? 1);

test("200 histories of an app's metered work over networks and processes that fail: one charge, one execution at a time, no hold beyond its lease", {
  timeout: 120_000 * times,
}, async () => {
  let [executions, repeated] = [0, 0];
  const property = fc.asyncProperty(meteredHistory, async (history) => {
    const summary = await runMeteredHistory(history);
    executions += summary.executions;
    repeated += summary.repeated;
  });
  await fc.assert(property, { numRuns: 200 * times });
  // The histories are worth something: work ran, and some of it again after a crash.
  expect(executions).toBeGreaterThan(100 * times);
  expect(repeated).toBeGreaterThan(times);
});
