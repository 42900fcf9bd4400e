import { expect, test } from '@playwright/test';
import { expectToPlay } from '../support/media.ts';
import { shownCredits, signIn } from '../support/people.ts';
import { uniquePrompt } from '../support/studio.ts';

test('a video costs what its seconds say, tells that it is being made, plays, and is there after a reload', async ({
  page,
}) => {
  await signIn(page, 'Mia Creator');
  const before = await shownCredits(page);
  await page.getByRole('radio', { name: 'Video' }).click();
  const prompt = uniquePrompt('A river of lava');
  await page.getByRole('textbox', { name: 'Describe the video' }).fill(prompt);
  const length = page.getByRole('slider', { name: 'Length' });
  // By position among the lengths that the model makes, from two seconds.
  await length.fill('1');
  await expect(page.getByRole('button', { name: 'Generate · 30 credits' })).toBeVisible();
  await length.fill('0');
  await page.getByRole('button', { name: 'Generate · 20 credits' }).click();
  // Gone from the balance at once, whatever the server takes to say so.
  await expect.poll(() => shownCredits(page)).toBe(before - 20);

  const card = page.getByRole('article', { name: `Video: ${prompt}` });
  await expect(card.getByRole('progressbar')).toBeAttached({ timeout: 60_000 });
  await expectToPlay(card.locator('video'));
  await expect(card).toContainText('20 spent');
  await page.reload();
  await expectToPlay(card.locator('video'));
  await expect.poll(() => shownCredits(page)).toBe(before - 20);
});

test('a video can be cancelled while it waits or runs, and costs nothing', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const before = await shownCredits(page);
  await page.getByRole('radio', { name: 'Video' }).click();
  const prompt = uniquePrompt('A slow glacier [slow 60s]');
  await page.getByRole('textbox', { name: 'Describe the video' }).fill(prompt);
  await page.getByRole('button', { name: /^Generate · \d+ credits$/ }).click();
  const card = page.getByRole('article', { name: `Video: ${prompt}` });
  await expect(card).toContainText(/\d+ held/, { timeout: 60_000 });
  await card.getByRole('button', { name: 'Cancel' }).click();
  await expect(card).toContainText('returned', { timeout: 60_000 });
  await expect.poll(() => shownCredits(page)).toBe(before);
});

test('a text is read aloud, and costs the minutes it took', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  await page.getByRole('radio', { name: 'Voice' }).click();
  const text = uniquePrompt('Good evening, and welcome to the night train.');
  await page.getByRole('textbox', { name: 'Text to read aloud' }).fill(text);
  await page.getByRole('button', { name: 'Generate · up to 15 credits' }).click();
  const card = page.getByRole('article', { name: `Recording: ${text}` });
  await expectToPlay(card.locator('audio'));
  await expect(card).toContainText('15 spent');
  await expect(card.getByRole('link', { name: /^Download/ })).toHaveAttribute('download', /good-evening/);
});

test('an answer can be asked for with less than it can cost at most', async ({ page }) => {
  await signIn(page, 'Lena Low');
  const before = await shownCredits(page);
  await page.getByRole('radio', { name: 'Chat' }).click();
  await page.getByRole('combobox', { name: 'Longest answer' }).click();
  await page.getByRole('option', { name: /^Long/ }).click();
  await page.getByRole('textbox', { name: 'Ask anything' }).fill(uniquePrompt('Two names for a boat'));
  const send = page.getByRole('button', { name: /^Send · up to [4-9]/ });
  await expect(send).toHaveAccessibleDescription(/You have .* The answer ends when they do/);
  await send.click();
  const thread = page.getByRole('list', { name: 'Conversation' });
  await expect(thread.getByText(/[\d.]+ spent/)).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => shownCredits(page)).toBeLessThan(before);
});

test('the packs say what they cost, save and make', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  await page.getByRole('link', { name: 'Credits', exact: true }).click();
  const pack = page.getByRole('article', { name: 'Studio pack' });
  await expect(pack).toContainText('5,000 credits');
  await expect(pack).toContainText('$300.00');
  await expect(pack).toContainText('$0.06 per credit');
  await expect(pack).toContainText('save 40%');
  await expect(pack).toContainText('1,000 pictures');
});

test('the credit components can be tried and copied by anyone', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/demo/components');
  const shown = page.getByTestId('cost-example');
  await expect(shown).toContainText('45 credits left after this.');
  await page.getByRole('slider', { name: 'Price' }).fill('60');
  await expect(shown).toContainText('This costs 60 credits. You have 50, 10 too few.');
  await page.getByRole('button', { name: 'Copy the code of Cost indicator' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('<GenerationCostIndicator id="cost" quote={quote}');
});
