import { expect, test } from '@playwright/test';
import { follow, shownCredits, signIn } from '../support/people.ts';
import { Store } from '../support/store.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

test('a failure gives the credits back, and both the picture and the history say so', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const before = await shownCredits(page);
  const prompt = uniquePrompt('An owl in a library [fail]');
  const tile = await generatePicture(page, prompt);
  await expect(tile).toContainText('5 returned', { timeout: 30_000 });
  await expect(tile).toContainText('5 credits refunded.');
  await expect.poll(() => shownCredits(page)).toBe(before);

  await follow(page, 'History');
  const row = page.getByRole('listitem').filter({ hasText: prompt });
  await expect(row).toContainText('Failed');
  await expect(row).toContainText('5 returned');
});

test('a picture can be cancelled, and costs nothing', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const before = await shownCredits(page);
  const tile = await generatePicture(page, uniquePrompt('A slow comet [slow 30s]'));
  await expect(tile).toContainText('5 held', { timeout: 30_000 });
  await tile.getByRole('button', { name: 'Cancel' }).click();
  await expect(tile).toContainText('5 returned', { timeout: 20_000 });
  await expect.poll(() => shownCredits(page)).toBe(before);
});

test('pictures are made side by side, go on behind other pages, and are still there after a reload', async ({
  page,
}) => {
  await signIn(page, 'Mia Creator');
  const prompts = [uniquePrompt('A red kite [slow 2s]'), uniquePrompt('A blue kite [slow 2s]')];
  for (const prompt of prompts) await generatePicture(page, prompt);
  await follow(page, 'History');
  for (const prompt of prompts) {
    const row = page.getByRole('listitem').filter({ hasText: prompt });
    await expect(row).toContainText('Completed', { timeout: 40_000 });
  }
  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await page.reload();
  for (const prompt of prompts) {
    await expect(page.getByRole('article', { name: `Picture: ${prompt}` }).getByRole('img')).toBeVisible();
  }
});

test('a long prompt comes back whole after a reload: to read, and to use again', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const beginning = uniquePrompt('A harbour at dawn with');
  const prompt = `${beginning} ${'fishing boats and gulls and nets, '.repeat(5)}painted in oil`;
  const tile = await generatePicture(page, prompt);
  await expect(tile.getByRole('img')).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await page.getByRole('button', { name: `Open picture: ${beginning}` }).click();
  const picture = page.getByRole('dialog');
  await expect(picture.getByRole('heading', { name: prompt })).toBeVisible();
  await picture.getByRole('button', { name: 'Use prompt' }).click();
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toHaveValue(prompt);
  await follow(page, 'History');
  const row = page.getByRole('listitem').filter({ hasText: beginning });
  await row.getByRole('button', { name: new RegExp(beginning) }).click();
  await expect(row.getByText(prompt)).toBeVisible();
});

test('the history shows what a request made, and what it cost', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const prompt = uniquePrompt('A teapot in the rain');
  const tile = await generatePicture(page, prompt);
  await expect(tile.getByRole('img')).toBeVisible({ timeout: 30_000 });
  await follow(page, 'History');
  const row = page.getByRole('listitem').filter({ hasText: prompt });
  await row.getByRole('button', { name: new RegExp(prompt) }).click();
  await expect(row.getByRole('img')).toBeVisible();
  await expect(row).toContainText('5 spent');
});

test('someone with too few credits cannot press the button, and learns why and what to do', async ({
  page,
}) => {
  await signIn(page, 'Lena Low');
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill('A golden carp');
  const button = page.getByRole('button', { name: 'Generate · 5 credits' });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(
    /This costs 5 credits\. You have .* too few\. .*[Gg]et more credits/,
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Picture: A golden carp' })).toHaveCount(0);
});

test('a suspension shows at once with its reason, and its end too', async ({ page, baseURL }) => {
  const store = new Store(baseURL);
  await signIn(page, 'Noah Second');
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill('A small boat');
  const button = page.getByRole('button', { name: 'Generate · 5 credits' });
  await expect(button).toBeEnabled();
  await store.setAccountStatus('demo-second', { status: 'suspended', reason: 'Under review' });
  try {
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/suspended: Under review/);
  } finally {
    await store.setAccountStatus('demo-second', { status: 'active', reason: null });
  }
  await expect(button).toBeEnabled();
});
