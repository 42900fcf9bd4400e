import assert from 'node:assert/strict';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { root } from '../stack/paths.ts';
import { chromiumOptions } from '../testing/chromium.ts';
import type { Check } from './check-app.ts';

const TIMEOUT_MS = 30_000;

/** Uses the app's page in Chromium: its own sign-up, then balance, price before, charges, and a failure that is free. */
export async function checkPage(address: string, check: Check): Promise<void> {
  const browser = await chromium.launch(chromiumOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 720, height: 900 } });
    page.setDefaultTimeout(TIMEOUT_MS);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await check(
      'the page shows the welcome credits of whoever signs up with the app’s own form',
      async () => {
        await page.goto(address);
        await page.getByLabel('E-mail').fill('bea@example.com');
        await page.getByLabel('Password').fill('a-long-password');
        await page.getByRole('button', { name: 'Sign up' }).click();
        await balanceOf(page, '20 credits available');
      },
    );
    await check('the page shows the price before, and charges the reported tokens', async () => {
      await page.getByLabel('Text').fill('A long story about a fox.');
      await page
        .getByText(
          /^This costs up to [\d.]+ credits\. At least [\d.]+ credits left after this\. You pay for what was used\.$/,
        )
        .waitFor();
      await page.getByRole('button', { name: 'Summarize' }).click();
      await page.getByText(/^Answer \d+$/).waitFor();
      await balanceOf(page, '19.79 credits available');
      await page.getByText('0.21 credits', { exact: true }).waitFor();
    });
    await check('the page says that work has failed, and its balance stays the same', async () => {
      await page.getByLabel('Text').fill('please fail');
      await page.getByRole('button', { name: 'Summarize' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByText('no charge', { exact: true }).waitFor();
      await balanceOf(page, '19.79 credits available');
    });
    await check('the page tries failed work again, which is charged then', async () => {
      await page.getByLabel('Text').fill('please fail once');
      await page.getByRole('button', { name: 'Summarize' }).click();
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText(/^Answer \d+$/).waitFor();
      await balanceOf(page, '19.58 credits available');
      assert.deepEqual(errors, []);
    });
    await page.screenshot({ path: join(root, '.cache/kit-page.png') });
  } finally {
    await browser.close();
  }
}

async function balanceOf(page: Page, text: string): Promise<void> {
  await page.getByText(text, { exact: true }).first().waitFor({ state: 'attached' });
}
