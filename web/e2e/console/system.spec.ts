import { expect } from '@playwright/test';
import { test } from '../support/people.ts';

test('an admin sees how everything is, runs a job, and reads that the books are right', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'System' }).click();
  await expect(admin.getByRole('heading', { name: 'System', level: 1 })).toBeVisible();

  const run = async (name: string) => {
    const job = admin.getByRole('listitem', { name, exact: true });
    await job.getByRole('button', { name: `Run now: ${name}` }).click();
    const dialog = admin.getByRole('alertdialog', { name: `Run ${name} now?` });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('To see it work');
    await dialog.getByRole('button', { name: 'Run now' }).click();
    await expect(job.getByText('OK', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(job.getByText(/^Succeeded \d+ s ago/)).toBeVisible();
  };
  await run('health');
  const health = admin.getByRole('region', { name: 'Health' });
  for (const part of ['Store', 'Sign-in', 'Prices', 'Files']) {
    await expect(health.getByRole('listitem').filter({ hasText: part })).toContainText('OK');
  }

  await run('verifyLedger');
  const books = admin.getByRole('region', { name: 'The books' });
  await expect(books.getByText('Every invariant holds for every account.')).toBeVisible({ timeout: 60_000 });
});
