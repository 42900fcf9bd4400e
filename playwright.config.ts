import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './scripts/testing/chromium.ts';

/** What the app sells, where it was started with `--preset`: its own tests are run, and no others. */
const preset = process.env.FIREMETER_PRESET;

/** `npm test -- web` starts the app and names its address; by hand, tests meet the one that `npm start` runs. */
export default defineConfig({
  testDir: 'web/e2e',
  ...(preset ? { testMatch: `presets/${preset}.spec.ts` } : { testIgnore: 'presets/**' }),
  outputDir: '.cache/playwright/app',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  // Tests share the demo people and what is published: two at once would change each other's balances.
  workers: 1,
  use: {
    baseURL: process.env.FIREMETER_URL ?? 'http://127.0.0.1:5000',
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // Tests answer requests themselves, which a worker would take first. Its own tests let it in.
    serviceWorkers: 'block',
    // What was done, said and requested. Pictures of every step cost as much as the tests; `--trace on` takes them.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    // Things move where a product's main flow is run. Elsewhere it would only cost time.
    contextOptions: { reducedMotion: preset ? 'no-preference' : 'reduce' },
    launchOptions: chromiumOptions(),
  },
});
