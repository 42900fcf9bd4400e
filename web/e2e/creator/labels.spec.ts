import { expect, test } from '@playwright/test';
import { follow, signIn } from '../support/people.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

test('requests carry the label that was set before them, and the history finds them by it', async ({
  page,
}) => {
  await signIn(page, 'Noah Second');
  const [unlabeled, labeled] = [uniquePrompt('A lighthouse'), uniquePrompt('A harbor')];
  await generatePicture(page, unlabeled);
  await page.getByRole('textbox', { name: 'Label' }).fill('Harbor film');
  await generatePicture(page, labeled);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Harbor film');

  await follow(page, 'History');
  await page.getByText(labeled).click();
  await page.getByRole('link', { name: 'Harbor film' }).click();
  await expect(page).toHaveURL(/label=Harbor/);
  await expect(page.getByText(labeled).first()).toBeVisible();
  await expect(page.getByText(unlabeled)).toHaveCount(0);
  await expect(page.getByText('1 request', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Harbor film' }).click();
  await expect(page.getByText(unlabeled).first()).toBeVisible();
});
