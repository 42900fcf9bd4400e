import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from '../support/people.ts';

test('a creator saves everything that is stored about them', async ({ windowOf }) => {
  const page = await windowOf('Noah Second');
  await page.goto('/account');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export data' }).click();
  const archive = await readFile(await (await saved).path(), 'latin1');
  await expect(page.getByText('Your data was saved')).toBeVisible();
  // The archive is not compressed.
  for (const name of ['accounts', 'credit_logs', 'firebase_auth'])
    expect(archive).toContain(`data/${name}.json`);
  expect(archive).toContain('demo-second');
});

test('a creator deletes their account, sees what that means, and keeps it after all', async ({
  windowOf,
}) => {
  const page = await windowOf('Noah Second');
  await page.goto('/account');
  await page.getByRole('link', { name: 'Delete account' }).click();
  await expect(page.getByRole('heading', { name: 'Delete account', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What you lose' })).toContainText('Of them paid for');
  await expect(page.getByRole('region', { name: 'What stays, and why' })).toContainText(
    'Accounting and tax law',
  );
  await page.getByRole('button', { name: 'Delete my account' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete your account?' });
  const password = page.getByLabel('Password');
  await expect(dialog.or(password)).toBeVisible();
  if (await password.isVisible()) {
    await password.fill('demo-password');
    await page.getByRole('button', { name: 'Sign in again' }).click();
  }
  await dialog.getByRole('button', { name: 'Delete account' }).click();
  const notice = page.getByRole('region', { name: 'Your account is being deleted' });
  await expect(notice).toContainText('Your account will be deleted after');
  const staff = await windowOf('Ada Admin');
  await staff.goto('/admin/people/demo-second');
  await expect(staff.getByText(/^Deleted after /)).toBeVisible();
  await notice.getByRole('button', { name: 'Keep my account' }).click();
  await expect(page.getByText('Your account stays')).toBeVisible();
  await expect(notice).toBeHidden();
});
