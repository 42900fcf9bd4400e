import { type Browser, expect, type Page } from '@playwright/test';

export type DemoName = 'Mia Creator' | 'Noah Second' | 'Lena Low' | 'Ada Admin' | 'Olaf Owner';

/** Opens the app and comes in through the demo door. */
export async function signIn(page: Page, name: DemoName): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  // The first call of each function starts its process.
  await expect(page.getByTestId('available-credits')).toBeAttached({ timeout: 30_000 });
}

/** A window of their own for someone. */
export async function windowOf(browser: Browser, name: DemoName): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, name);
  return page;
}

/** What the header says can be spent, in credits. */
export async function shownCredits(page: Page): Promise<number> {
  const text = await page.getByTestId('available-credits').textContent();
  return Number.parseFloat((text ?? '').replaceAll(',', ''));
}
