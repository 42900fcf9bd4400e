import { expect, type Page } from '@playwright/test';
import { runJob } from '../support/jobs.ts';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';

test('a creator verifies their books, sees what was planted in them, and the app remembers what it has seen', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  await sealNow(await windowOf('Ada Admin'));
  const page = await windowOf('Noah Second');
  await page.goto('/account');
  await page.getByRole('link', { name: 'Verify your books' }).click();
  await expect(page.getByRole('heading', { name: 'Verify your books', level: 1 })).toBeVisible();
  await expect(page.getByText('Never verified in this browser.')).toBeVisible();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText(/^Verified up to .*: every entry is as it was sealed\.$/)).toBeVisible();
  await expect(page.getByText('Your account has exactly what its entries add up to')).toBeVisible();
  await expect(page.getByText('This browser has no Ed25519')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'The last seal this browser has seen' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What this can’t prove' })).toBeVisible();

  const fingerprint = page.getByRole('textbox', { name: 'Fingerprint of a seal you kept' });
  const last = page.getByRole('region', { name: 'The last seal this browser has seen' });
  await fingerprint.fill((await last.getByRole('button').textContent()) ?? '');
  await expect(page.getByText(/^It is seal \d+ of this history\.$/)).toBeVisible();
  await fingerprint.fill('x'.repeat(43));
  await expect(page.getByText('No seal of this history has it.')).toBeVisible();

  const planted = await store.plantEntry('demo-second');
  try {
    await page.reload();
    await expect(page.getByText(/^Last found right in this browser: /)).toBeVisible();
    await page.getByRole('button', { name: 'Verify now' }).click();
    await expect(page.getByRole('list', { name: 'What was found' })).toContainText(planted);
    await expect(page.getByText('1 thing is not as it was sealed.')).toBeVisible();
    await page.setViewportSize({ width: 360, height: 740 });
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBeLessThanOrEqual(0);
  } finally {
    await store.removeEntry(planted);
  }
  await page.getByRole('button', { name: 'Verify again' }).click();
  await expect(page.getByText(/^Verified up to /)).toBeVisible();
});

test('an admin sees on the page Audit that the log is as it was sealed', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await sealNow(admin);
  await runJob(admin, 'verifyAudit');
  await admin.getByRole('link', { name: 'Audit' }).click();
  await expect(admin.getByRole('region', { name: 'Seals' })).toContainText(/\d+ (entry is|entries are) as/);
});

/** Seals what there is, as the clock does every five minutes. */
async function sealNow(admin: Page): Promise<void> {
  await runJob(admin, 'sealRecords');
}
