import { expect } from '@playwright/test';
import { signIn, test } from './support/people.ts';
import { Store } from './support/store.ts';

test('whoever signs in in the same tab sees nothing of the one before, who finds it again', async ({
  page,
}) => {
  const secret = `a secret garden ${Date.now()}`;
  await signIn(page, 'Mia Creator');
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill(secret);
  await page.goto('/history');
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
  await signOut(page);

  await page.getByRole('button', { name: 'Sign in as Noah Second' }).click();
  await expect(page.getByTestId('available-credits')).toBeAttached();
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toHaveValue('');
  await expect(page.locator('body')).not.toContainText(secret);
  await expect(page.locator('body')).not.toContainText('Mia Creator');
  await signOut(page);

  await page.getByRole('button', { name: 'Sign in as Mia Creator' }).click();
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toHaveValue(secret);
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill('');
});

test('a role that is taken away closes the console at once, and one that is given opens it', async ({
  page,
  baseURL,
}) => {
  const store = new Store(baseURL);
  await signIn(page, 'Ada Admin');
  await page.getByRole('link', { name: 'Live AI' }).first().click();
  await expect(page.getByRole('heading', { name: 'Live AI' })).toBeVisible();
  try {
    await store.setRole('demo-admin', null);
    await expect(page.getByText('This page is for the team')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Live AI' })).toHaveCount(0);
  } finally {
    await store.setRole('demo-admin', 'admin');
  }
  await expect(page.getByRole('heading', { name: 'Live AI' })).toBeVisible();
});

test('an analyst reads figures, and neither requests nor who made them', async ({ page, baseURL }) => {
  const store = new Store(baseURL);
  await store.setRole('demo-admin', 'analyst');
  try {
    await store.addActivities('demo-second', 1, () => ({
      promptPreview: 'A tidy desk',
      createdAtMs: Date.now(),
    }));
    await signIn(page, 'Ada Admin');
    await expect(page.getByRole('link', { name: 'Live AI' })).toHaveCount(0);
    await page.goto('/admin/live');
    await expect(page.getByRole('heading', { name: 'This page is for the team' })).toBeVisible();
    await page.getByRole('link', { name: 'Overview' }).click();
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    await expect(page.getByText(/A tidy desk|Noah Second|second@demo\.firemeter/)).toHaveCount(0);
  } finally {
    await store.setRole('demo-admin', 'admin');
    await store[Symbol.asyncDispose]();
  }
});

async function signOut(page: import('@playwright/test').Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Account of|Creator|Second/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in as Mia Creator' })).toBeVisible();
}
