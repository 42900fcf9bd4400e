import { expect, test } from '@playwright/test';
import { shownCredits, signIn } from './support/people.ts';
import { Store } from './support/store.ts';

test('someone new signs up, confirms the email and receives the welcome credits', async ({
  page,
  context,
  baseURL,
}) => {
  const email = `new-${Date.now()}@example.com`;
  await page.goto('/');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Nia New');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel('Password').fill('a long password');
  await page.getByRole('button', { name: 'Create account' }).click();

  const banner = page.getByRole('region', { name: 'Confirm your email' });
  await expect(banner).toContainText('receive 50 credits', { timeout: 30_000 });
  await expect.poll(() => shownCredits(page), { timeout: 30_000 }).toBe(0);

  const link = await new Store(baseURL).verificationLink(email);
  const mail = await context.newPage();
  await mail.goto(link ?? '');
  await mail.close();
  await banner.getByRole('button', { name: 'I’ve confirmed' }).click();
  await expect(banner).toHaveCount(0);
  await expect.poll(() => shownCredits(page), { timeout: 30_000 }).toBe(50);
});

test('a wrong password is refused in plain words', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Email' }).fill('creator@demo.firemeter');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText('Incorrect email or password.');
});

test('a forgotten password can be reset without telling who has an account', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Forgot password?' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill('nobody@example.com');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('If an account exists for this address, we’ve sent a link.')).toBeVisible();
});

test('whoever is sent to sign in comes back to where they wanted to go', async ({ page }) => {
  await page.goto('/history');
  await page.getByRole('button', { name: 'Sign in as Mia Creator' }).click();
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
});

test('signing out leaves nothing of the account on the screen', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  await page.getByRole('button', { name: 'Account of Mia Creator' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await expect(page.getByTestId('available-credits')).toHaveCount(0);
});
