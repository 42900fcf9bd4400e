import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from './support/people.ts';

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
