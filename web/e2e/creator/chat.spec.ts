import { expect, test } from '@playwright/test';
import { signIn } from '../support/people.ts';
import { openChat, uniquePrompt } from '../support/studio.ts';

test('an answer streams in, and costs what it used instead of what was held', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  await openChat(page);
  await page
    .getByRole('textbox', { name: 'Ask anything' })
    .fill(uniquePrompt('Three names for a tea house [pace 80ms]'));
  await page.getByRole('button', { name: /^Send · up to [\d.]+ credits$/ }).click();
  const thread = page.getByRole('list', { name: 'Conversation' });
  await expect(thread.getByText(/[\d.]+ held/)).toBeVisible({ timeout: 30_000 });
  await expect(thread.getByText(/[\d.]+ spent/)).toBeVisible({ timeout: 30_000 });
  await expect(thread.getByText(/[\d.]+ returned/)).toBeVisible();
  await expect(thread.getByText(/\d+ tokens/)).toBeVisible();
});

test('a stopped answer keeps and charges what had come, and gives the rest back', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  await openChat(page);
  const question = uniquePrompt('Explain tides [pace 250ms]');
  await page.getByRole('textbox', { name: 'Ask anything' }).fill(question);
  await page.keyboard.press('Enter');
  const turn = page
    .getByRole('list', { name: 'Conversation' })
    .getByRole('listitem')
    .filter({ hasText: question });
  const answer = turn.getByTestId('answer');
  await expect
    .poll(async () => (await answer.textContent())?.length ?? 0, { timeout: 30_000 })
    .toBeGreaterThan(20);
  await turn.getByRole('button', { name: 'Stop' }).click();
  await expect(turn.getByText('Stopped by you. The text so far is kept.')).toBeVisible();
  await expect(turn.getByText(/[\d.]+ spent/)).toBeVisible();
  await expect(turn.getByText(/[\d.]+ returned/)).toBeVisible();
  const kept = await answer.textContent();
  expect(kept?.length).toBeGreaterThan(20);

  await page.reload();
  await expect(answer).toHaveText(kept ?? '');
});
