import { expect, type Page } from '@playwright/test';
import { test } from './support/people.ts';

/** Finds somebody from the list of people, and opens their page. */
async function openUser(page: Page, { text, name }: { text: string; name: RegExp }) {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search people' }).fill(text);
  await page.getByRole('list', { name: 'People' }).getByRole('link', { name }).click();
}

const balance = (page: Page) =>
  page
    .locator('dl', { has: page.getByText('Balance', { exact: true }) })
    .locator('dd')
    .first();

test('an admin finds a person by an accented part of a name, takes back 5 credits and undoes it', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await openUser(admin, { text: 'sécond', name: /Noah Second/ });
  await expect(admin.getByRole('heading', { level: 1 })).toContainText('Noah Second');
  const before = Number((await balance(admin).textContent())?.replaceAll(',', ''));

  await admin.getByRole('button', { name: 'Take back' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Take back credits' });
  await expect(dialog).toContainText('Noah Second');
  await dialog.getByRole('spinbutton', { name: 'Credits' }).fill('5');
  await expect(dialog).toContainText(`${before} → ${before - 5}`);
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(/audit log/);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Granted twice');
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await expect(dialog.getByRole('status')).toContainText('5 credits taken back');
  await expect(balance(admin)).toHaveText(String(before - 5));

  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByRole('status')).toContainText('5 credits given back');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(balance(admin)).toHaveText(String(before));

  await admin.getByRole('radio', { name: 'Ledger' }).click();
  await expect(admin).toHaveURL(/tab=ledger/);
  const rows = admin.getByRole('table', { name: 'Ledger, newest first' }).getByRole('row');
  await expect(rows.nth(1)).toContainText(new RegExp(`Received.*\\+5.*${before}`));
  await expect(rows.nth(2)).toContainText(new RegExp(`Taken back.*Granted twice.*−5.*${before - 5}`));
  await admin.getByRole('radio', { name: 'Staff actions' }).click();
  await expect(admin.getByRole('link', { name: 'Took back credits' }).first()).toBeVisible();
});

test('nobody acts on themselves, and the page says why', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await openUser(admin, { text: 'ada', name: /Ada Admin/ });
  await expect(admin.getByRole('button', { name: /^Grant.*This is your own account/ })).toBeDisabled();
  await expect(admin.getByRole('button', { name: /^Change role.*This needs the role Owner/ })).toBeDisabled();
});

test('a note is written and deleted, and the view of a person is in the address', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await openUser(admin, { text: 'low@demo', name: /Lena Low/ });
  await admin.getByRole('radio', { name: 'Notes' }).click();
  await admin.getByRole('textbox', { name: 'New note' }).fill('Asked for an invoice');
  await admin.getByRole('button', { name: 'Add note' }).click();
  const note = admin.getByRole('listitem').filter({ hasText: 'Asked for an invoice' });
  await expect(note).toBeVisible();
  await admin.reload();
  await expect(note).toBeVisible();
  await admin.getByRole('button', { name: 'Delete note' }).first().click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(note).toHaveCount(0);
});
