import { defineConfig } from '@playwright/test';
import { chromiumArguments, systemChromium } from './scripts/testing/chromium.ts';

const executablePath = systemChromium();
/** What the app sells, where it was started with `--preset`: its own tests are run, and no others. */
const preset = process.env.FIREMETER_PRESET;

/** `npm test -- web` starts the app and names its address; by hand, tests meet the one that `npm start` runs. */
export default defineConfig({
  testDir: 'web/e2e',
  ...(preset ? { testMatch: `presets/${preset}.spec.ts` } : { testIgnore: 'presets/**' }),
  // A run clears its own folder: what failed in another one stays to be looked at.
  outputDir: `.cache/playwright/${preset ?? 'app'}`,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  // The Functions emulator starts a process for each request at once: more browsers would only wait for each other.
  workers: 1,
  use: {
    baseURL: process.env.FIREMETER_URL ?? 'http://127.0.0.1:5000',
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: chromiumArguments,
    },
  },
});
