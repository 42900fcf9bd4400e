import { expect, type Page } from '@playwright/test';
import { PublishedPrices } from '../support/catalog.ts';
import { test } from '../support/people.ts';
import { layOutUsage } from '../support/recent-usage.ts';
import { Store } from '../support/store.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

let before = 0;
test.beforeEach(async ({ baseURL }) => {
  before = await new PublishedPrices(baseURL).version();
});
test.afterEach(({ baseURL }) => new PublishedPrices(baseURL).rollBackTo(before));

async function confirm(page: Page, label: string, reason: string): Promise<void> {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(/reason|audit/i);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test('an admin stops all generation from the palette with a reason, and rolls the prices back', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  await layOutUsage(store, [{ accountId: 'demo-creator', credits: 20, requests: 3 }]);
  const [creator, admin] = [await windowOf('Mia Creator'), await windowOf('Ada Admin')];
  await admin.keyboard.press('ControlOrMeta+k');
  await admin.getByRole('combobox', { name: 'Search pages and people' }).fill('emergency');
  await admin.getByRole('option', { name: /Emergency/ }).click();
  await expect(admin.getByRole('heading', { name: 'Emergency', level: 1 })).toBeVisible();
  const stop = admin.getByRole('region', { name: 'Stop all generation' });
  await expect(stop).toContainText('New requests are refused within five seconds');
  await stop.getByRole('button', { name: 'Stop all generation' }).click();
  const reason = uniquePrompt('A drill');
  await confirm(admin, 'Switch off', reason);
  await expect(stop).toContainText('Generation is stopped');
  await expect(creator.getByText(/switched off|paused|stopped/i).first()).toBeVisible({ timeout: 30_000 });

  const versions = admin.getByRole('region', { name: 'Roll back the prices' });
  await versions
    .getByRole('listitem', { name: `Version ${before}`, exact: true })
    .getByRole('button', { name: 'Roll back' })
    .click();
  const dialog = admin.getByRole('alertdialog');
  await expect(dialog).toContainText('holds for everyone within five seconds');
  await expect(dialog.getByRole('region', { name: 'Effect on the last 30 days' })).toContainText(
    '3 requests',
  );
  await confirm(admin, 'Roll back', `${reason}, ended`);
  await expect(stop).toContainText('Generation is on');
  await generatePicture(creator, uniquePrompt('After the drill'));

  await admin.getByRole('link', { name: 'Audit' }).click();
  await admin.getByRole('searchbox').fill(reason);
  await expect(admin.getByRole('button', { name: /^Rolled back the prices/ })).toBeVisible();
});
