import { HOUR_MS } from '@firemeter/functions/contract';
import { expect } from '@playwright/test';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

const LIMIT = 50;

test('an admin resets the limit of somebody who can request nothing more, and they can again', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const firstMs = Date.now() - HOUR_MS / 2;
  const times = Array.from({ length: LIMIT }, (_, n) => firstMs + n);
  await store.setWindow('demo-second', 'image', times);
  const creator = await windowOf('Noah Second');
  await expect(creator.getByText(`You have made ${LIMIT} requests in the last hour.`)).toBeVisible();

  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/people/demo-second?tab=limits');
  const row = admin.getByRole('listitem').filter({ hasText: `${LIMIT} of ${LIMIT}` });
  await row.getByRole('button', { name: 'Reset' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Reset limit' });
  await expect(dialog).toContainText('Noah Second');
  await expect(dialog.getByRole('region', { name: 'Effect' })).toContainText(`${LIMIT} → 0`);
  await dialog.getByRole('button', { name: 'Reset limit' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(/audit log/);
  const reason = `A demo for a client ${Date.now()}`;
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: 'Reset limit' }).click();
  await expect(dialog.getByRole('status')).toContainText('starts anew');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(admin.getByText(`0 of ${LIMIT}`).first()).toBeVisible();

  const tile = await generatePicture(creator, uniquePrompt('A kite over the sea'));
  await expect(tile.getByRole('img')).toBeVisible();

  await admin.goto('/admin/audit');
  const entry = admin.getByRole('listitem').filter({ hasText: reason });
  await expect(entry).toContainText('Reset a limit of Noah Second');
  await expect(entry).toContainText('admin@demo.firemeter');
});
