import { expect, type Page, test as playwrightTest } from '@playwright/test';

export type DemoName = 'Mia Creator' | 'Noah Second' | 'Lena Low' | 'Ada Admin' | 'Olaf Owner';

/** Opens the app and comes in through the demo door. */
export async function signIn(page: Page, name: DemoName): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  await expect(page.getByTestId('available-credits')).toBeAttached({ timeout: 30_000 });
}

/** Goes to a page by its link, and waits for it: until then, what is found belongs to the page before. */
export async function follow(page: Page, name: 'Dashboard' | 'History' | 'Library'): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Opens windows of their own for people, and closes them when the test ends: each listens as long as it is open. */
export const test = playwrightTest.extend<{ windowOf: (name: DemoName) => Promise<Page> }>({
  windowOf: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (name) => {
      const page = await browser.newPage();
      pages.push(page);
      await signIn(page, name);
      return page;
    });
    await Promise.all(pages.map((page) => page.close()));
  },
});

/** What the header says can be spent, in credits. */
export async function shownCredits(page: Page): Promise<number> {
  const text = await page.getByTestId('available-credits').textContent();
  return Number.parseFloat((text ?? '').replaceAll(',', ''));
}
