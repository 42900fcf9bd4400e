/**
 * Mutation testing of the pure decider: `npx stryker run`. Every line that decides about credits is changed in every way
 * Stryker knows, and the unit tests beside it must notice.
 *
 * What survives, and why no test can tell it from the original:
 * - the `default: assertNever(…)` branches: the types say that nothing gets there
 * - turns.ts, a log that starts as `["Stryker was here"]` instead of `[]`: the limit drops what is no time
 * - turns.ts, the words of the refusal
 * - decide.ts, a booked move that is refused: none of those that are booked ever is
 * - settle.ts, `ending.kind === 'worked'` before a result or a comparison of nonces: no other ending has one
 * - settle.ts, `leaseUntil !== null`: what is open has a lease, and null is less than any time
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['meter/decide', 'meter/settle', 'meter/books', 'meter/lots', 'contract/turns'].map(
    (name) => `functions/src/${name}.ts`,
  ),
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutants/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  ignorePatterns: [
    '*',
    '!functions/src/**',
    '!functions/test/support/calls/writes-of.ts',
    '!scripts/mutants/**',
    '!scripts/testing/random.ts',
    '!tsconfig.base.json',
    '!package.json',
  ],
  tempDirName: '.cache/stryker',
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: '.cache/mutation/index.html' },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
  concurrency: 2,
  timeoutMS: 20_000,
};
