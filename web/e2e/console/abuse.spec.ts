import { expect } from '@playwright/test';
import { test } from '../support/people.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

test('an account is blocked from the live view with a reason, let in again, and both stand in the audit log', async ({
  windowOf,
}) => {
  const [creator, admin] = [await windowOf('Noah Second'), await windowOf('Ada Admin')];
  const prompt = uniquePrompt('A locked gate');
  await generatePicture(creator, prompt);
  await admin.getByRole('link', { name: 'Live AI' }).click();
  await admin.getByRole('button', { name: `Details: ${prompt}` }).click();
  await admin.getByRole('link', { name: 'Block this account' }).click();
  const form = admin.getByRole('form', { name: 'Block' });
  await form.getByRole('button', { name: 'Block' }).click();
  await expect(form.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(/audit log/);
  const reason = uniquePrompt('Tried the lock');
  await form.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await form.getByRole('button', { name: 'Block' }).click();
  const block = admin.getByRole('listitem').filter({ hasText: reason });
  await expect(block).toContainText('Account');

  await expect(async () => {
    const tile = await generatePicture(creator, uniquePrompt('Knocking'));
    await expect(tile).toContainText(/blocked/i, { timeout: 4_000 });
  }).toPass();

  await block.getByRole('button', { name: /^Unblock/ }).click();
  const question = admin.getByRole('alertdialog');
  await expect(question).toContainText('Accountsecond@demo.firemeter');
  await expect(question).toContainText(/Has[\d.,]+ credits/);
  await expect(question).toContainText(`Blocked for${reason}`);
  await expect(question).toContainText('They can make requests again within five seconds.');
  await question.getByRole('button', { name: 'Unblock' }).click();
  await expect(question.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(/audit log/);
  await question.getByRole('textbox', { name: 'Reason' }).fill(`${reason}, and left it`);
  await question.getByRole('button', { name: 'Unblock' }).click();
  await expect(block).toHaveCount(0);

  await admin.getByRole('link', { name: 'Audit' }).click();
  await admin.getByRole('searchbox').fill('second@demo.firemeter');
  await expect(admin.getByRole('button', { name: /^Unblocked/ }).first()).toBeVisible();
  await admin.getByRole('radio', { name: 'Done by' }).click();
  await expect(admin.getByRole('button', { name: /^Unblocked/ })).toHaveCount(0);
  await admin.getByRole('radio', { name: 'Done to' }).click();
  await expect(admin.getByRole('button', { name: /^Unblocked/ }).first()).toBeVisible();
  await admin.reload();
  await expect(admin.getByRole('button', { name: /^Unblocked/ }).first()).toBeVisible();
  await admin.getByRole('radio', { name: 'Anything' }).click();
  await admin.getByRole('searchbox').fill(reason);
  await admin.getByRole('button', { name: /^Blocked/ }).click();
  const entry = admin.getByRole('dialog', { name: 'Audit entry' });
  await expect(entry.getByText(reason).first()).toBeVisible();
  await expect(entry.getByRole('region', { name: 'Changes' })).toContainText('account');
});
