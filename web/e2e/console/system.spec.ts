import { expect } from '@playwright/test';
import { runJob } from '../support/jobs.ts';
import { test } from '../support/people.ts';

test('an admin sees how everything is, runs a job, and reads that the books are right', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'System' }).click();
  await expect(admin.getByRole('heading', { name: 'System', level: 1 })).toBeVisible();

  await runJob(admin, 'health', 'To see it work');
  const health = admin.getByRole('region', { name: 'Health' });
  for (const part of ['Store', 'Sign-in', 'Prices', 'Files']) {
    await expect(health.getByRole('listitem').filter({ hasText: part })).toContainText('OK');
  }

  await runJob(admin, 'verifyLedger', 'To see it work');
  const books = admin.getByRole('region', { name: 'The books' });
  await expect(books.getByText('Every invariant holds for every account.')).toBeVisible({ timeout: 60_000 });
});
