import { expect, type Page, test } from '@playwright/test';
import { follow } from './support/people.ts';
import { uniquePrompt } from './support/studio.ts';

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    const label = await focused.evaluateAll(([element]) =>
      element ? (element.getAttribute('aria-label') ?? element.textContent ?? '') : '',
    );
    if (name.test(label)) return;
  }
  throw new Error(`60 times Tab did not lead to ${name}`);
}

test('from sign-in to a finished picture without a mouse', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await tabTo(page, /Sign in as Mia Creator/);
  await page.keyboard.press('Enter');
  const box = page.getByRole('textbox', { name: 'Describe the picture' });
  await expect(box).toBeFocused();
  const prompt = uniquePrompt('A tide pool');
  await page.keyboard.type(prompt);
  await expect(page.getByRole('button', { name: 'Generate · 5 credits' })).toBeEnabled();
  await page.keyboard.press('Enter');
  const tile = page.getByRole('article', { name: `Picture: ${prompt}` });
  await expect(tile.getByRole('img')).toBeVisible({ timeout: 30_000 });

  await page.keyboard.press('Shift+Tab');
  await tabTo(page, new RegExp(`Open picture: ${prompt}|Describe the picture`));
});

test('the first stop leads past the navigation', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in as Mia Creator' }).click();
  await follow(page, 'History');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
