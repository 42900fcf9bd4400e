import fc from 'fast-check';

/**
 * `npm test` runs a property on the same 100 inputs each time; `npm run soak` on ten times as many, others each time
 * (FIREMETER_SOAK says how many times as many). Other randomized tests multiply their own runs by it in the same way.
 */
const soak = Number(process.env.FIREMETER_SOAK ?? 0);
const seed = Number(process.env.FIREMETER_SEED ?? 1);

fc.configureGlobal({ seed, numRuns: 100 * Math.max(1, soak) });
