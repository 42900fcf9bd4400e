import { expect, type Page } from '@playwright/test';
import { shownCredits, signIn, test } from '../support/people.ts';
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

const threadOf = (page: Page) => page.getByRole('list', { name: 'Conversation' });

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Ask anything' }).fill(question);
  await page.getByRole('button', { name: /^Send · up to [\d.]+ credits$/ }).click();
  const turn = threadOf(page).getByRole('listitem').filter({ hasText: question });
  await expect(turn.getByText(/\d+ tokens/)).toBeVisible();
}

test('questions are edited and answered again, for the price shown', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  await openChat(page);
  const [first, second] = [uniquePrompt('What are tides'), uniquePrompt('And on Mars')];
  await ask(page, first);
  await ask(page, second);
  const turns = threadOf(page)
    .getByRole('listitem')
    .filter({ has: page.getByText('You asked:') });
  await expect(turns).toHaveCount(2);

  // What wasn't used of an answer's price comes back after it.
  const held = page.getByRole('region', { name: 'Balance' }).getByText(/ held$/);
  await expect(held).toHaveCount(0);
  const before = await shownCredits(page);
  await page.getByRole('button', { name: /^Answer again · up to [\d.]+ credits$/ }).click();
  await expect(turns.last().getByText(/\d+ tokens/)).toBeVisible();
  await expect(turns).toHaveCount(2);
  await expect.poll(() => shownCredits(page)).toBeLessThan(before);

  await turns.first().getByRole('button', { name: 'Edit question' }).click();
  const box = page.getByRole('textbox', { name: 'Ask anything' });
  await expect(box).toHaveValue(first);
  await expect(box).toBeFocused();
  const edited = uniquePrompt('What are neap tides');
  await ask(page, edited);
  await expect(turns).toHaveCount(1);
  await expect(turns).toContainText(edited);
  await page.reload();
  await expect(turns).toContainText(edited);
  await expect(turns.getByText(/\d+ tokens/)).toBeVisible();
  await expect(turns).toHaveCount(1);
});

test('conversations are continued in another browser, and deleted', async ({ windowOf }) => {
  const page = await windowOf('Mia Creator');
  await openChat(page);
  const [first, other] = [uniquePrompt('Why is the sea salty'), uniquePrompt('Name a tea house')];
  await ask(page, first);
  await page.getByRole('button', { name: 'New chat' }).click();
  await expect(threadOf(page)).toHaveCount(0);
  await ask(page, other);

  const elsewhere = await windowOf('Mia Creator');
  await openChat(elsewhere);
  await elsewhere.getByRole('button', { name: 'Conversations' }).click();
  const sheet = elsewhere.getByRole('dialog', { name: 'Conversations' });
  await expect(sheet.getByRole('button', { name: `Delete ${other}` })).toBeVisible();
  await sheet.getByRole('button', { name: new RegExp(`^${first}`) }).click();
  await expect(threadOf(elsewhere)).toContainText(first);
  await expect(threadOf(elsewhere).getByTestId('answer')).not.toBeEmpty();
  const followUp = uniquePrompt('And lakes');
  await ask(elsewhere, followUp);

  await page.getByRole('button', { name: 'Conversations' }).click();
  const list = page.getByRole('dialog', { name: 'Conversations' });
  const row = list.getByRole('button', { name: new RegExp(`^${first}.*2 questions$`) });
  await row.press('Enter');
  await expect(threadOf(page)).toContainText(followUp);

  await page.getByRole('button', { name: 'Conversations' }).click();
  await list.getByRole('button', { name: `Delete ${first}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
  await expect(list.getByRole('button', { name: `Delete ${other}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(threadOf(page)).toHaveCount(0);
  await page.reload();
  await page.getByRole('button', { name: 'Conversations' }).click();
  await expect(list.getByRole('button', { name: `Delete ${other}` })).toBeVisible();
  await expect(row).toHaveCount(0);
});
