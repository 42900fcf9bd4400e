import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumOptions } from '../testing/chromium.ts';

/** Returns whether there is a Chromium to measure in. */
export function hasChromium(): boolean {
  return existsSync(chromiumOptions().executablePath ?? chromium.executablePath());
}

export function openBrowser(...more: string[]): Promise<Browser & AsyncDisposable> {
  return chromium.launch(chromiumOptions(...more));
}

/** Opens the app as large as on a laptop, and signs in as one of the demo's users. */
export async function openSignedIn(browser: Browser, address: string, name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  return page;
}
