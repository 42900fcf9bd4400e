import { expect, type Page, test } from '@playwright/test';
import { findPageFaults } from '../../scripts/screens/page-faults.ts';
import { screenPages, screenViews, untranslatedNames } from '../../scripts/screens/pages.ts';
import { uniquePrompts } from './support/studio.ts';

/** Some of the pages that `npm run screens` looks at. */
const sampled = ['sign-in', 'studio', 'credits', 'account', 'admin-grant', 'admin-prices', 'admin-system'];
const pages = screenPages.filter(({ name }) => sampled.includes(name));

async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name }).click();
  await expect(page.getByTestId('available-credits')).toBeAttached();
}

for (const language of ['de', 'en-XA', 'en-XB']) {
  test(`in ${language} nothing is cut off, covered or left in English`, async ({ browser }) => {
    for (const user of [null, 'Mia Creator', 'Ada Admin']) {
      const context = await browser.newContext();
      await context.addInitScript((chosen) => localStorage.setItem('firemeter.language', chosen), language);
      const page = await context.newPage();
      if (user !== null) await signInAs(page, user);
      for (const { path, name } of pages.filter(({ as }) => as === user)) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('.shimmer')).toHaveCount(0);
        for (const { name: view, width, height } of screenViews.filter(({ isPictured }) => isPictured)) {
          await page.setViewportSize({ width, height });
          const options = { isPseudo: language !== 'de', names: untranslatedNames, userTexts: uniquePrompts };
          expect.soft(await page.evaluate(findPageFaults, options), `${name} at ${view}`).toEqual([]);
        }
      }
      await context.close();
    }
  });
}

test('the language follows the browser, and whoever chooses one keeps it after a reload', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'de-AT' });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Willkommen zurück' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('English');
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await context.close();
});

test('a language is asked for by the address too, and one from right to left turns the page around', async ({
  page,
}) => {
  await page.goto('/?language=en-XB');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Welcome back');
});
