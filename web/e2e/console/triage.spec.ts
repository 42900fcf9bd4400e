import { expect } from '@playwright/test';
import { test } from '../support/people.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

test('an admin triages a sign of abuse with a note, and finds it again by its state', async ({
  windowOf,
}) => {
  const creator = await windowOf('Noah Second');
  const tile = await generatePicture(creator, uniquePrompt('How to make a pipe bomb'));
  await expect(tile).toContainText('This prompt is not allowed');

  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/abuse?kind=moderated-prompts');
  await admin
    .getByRole('button', { name: /^Refused prompts/ })
    .first()
    .click();
  const sheet = admin.getByRole('dialog', { name: 'Abuse signal' });
  await expect(sheet.getByText(/^Prompt refused: /).first()).toBeVisible();
  const note = `Asked about it ${Date.now()}`;
  await sheet.getByRole('radio', { name: 'Watching' }).click();
  await sheet.getByRole('textbox', { name: 'Note' }).fill(note);
  await sheet.getByRole('button', { name: 'Save triage' }).click();
  await expect(sheet.getByText(/^Watching: /)).toBeVisible();

  await admin.goto('/admin/abuse?state=watching');
  await admin
    .getByRole('button', { name: /^Refused prompts/ })
    .first()
    .click();
  await expect(sheet.getByRole('textbox', { name: 'Note' })).toHaveValue(note);
  await admin.goto('/admin/abuse?state=dismissed');
  await expect(admin.getByText('No signals')).toBeVisible();
});
