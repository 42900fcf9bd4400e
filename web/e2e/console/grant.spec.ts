import { expect } from '@playwright/test';
import { shownCredits, test } from '../support/people.ts';

test('a grant is confirmed, arrives in the other window at once, and says the new balance', async ({
  windowOf,
}) => {
  const creator = await windowOf('Noah Second');
  const admin = await windowOf('Ada Admin');
  const before = await shownCredits(creator);

  await admin.getByRole('link', { name: 'Grant' }).click();
  await admin.getByRole('textbox', { name: 'To' }).fill('second@demo.firemeter');
  await admin.getByRole('spinbutton', { name: 'Credits' }).fill('12.5');
  await admin.getByRole('textbox', { name: 'Reason' }).fill('For a good idea');
  await admin.getByRole('button', { name: 'Grant · 12.5 credits' }).click();
  const dialog = admin.getByRole('alertdialog', { name: 'Grant 12.5 credits?' });
  await expect(dialog).toContainText('second@demo.firemeter');
  await dialog.getByRole('button', { name: 'Grant' }).click();

  await expect(admin.getByRole('heading', { name: '12.5 credits granted' })).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => shownCredits(creator)).toBe(before + 12.5);
  await expect(creator.getByText('You received 12.5 credits')).toBeVisible();
  await expect(admin.getByText(`now has ${(before + 12.5).toLocaleString('en-US')} credits.`)).toBeVisible();
});

test('an incomplete grant is not sent, and each fault is named at its field', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Grant' }).click();
  await admin.getByRole('button', { name: 'Grant', exact: true }).click();
  await expect(admin.getByRole('textbox', { name: 'To' })).toBeFocused();
  await expect(admin.getByRole('textbox', { name: 'To' })).toHaveAccessibleDescription(
    'Enter who receives the credits.',
  );
  await expect(admin.getByRole('alertdialog')).toHaveCount(0);
});

test('a grant to nobody known comes back with words and a trace id', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Grant' }).click();
  await admin.getByRole('textbox', { name: 'To' }).fill('nobody@demo.firemeter');
  await admin.getByRole('spinbutton', { name: 'Credits' }).fill('1');
  await admin.getByRole('textbox', { name: 'Reason' }).fill('A test');
  await admin.getByRole('button', { name: 'Grant · 1 credit' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Grant' }).click();
  const alert = admin.getByRole('alert').filter({ hasText: 'Not found' });
  await alert.getByText('Details').click({ timeout: 30_000 });
  await expect(alert.getByRole('button', { name: /Copy trace id/ })).toBeVisible();
});
