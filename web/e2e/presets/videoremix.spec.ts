import { expect, test } from '@playwright/test';
import { expectToPlay } from '../support/media.ts';
import { shownCredits, signIn } from '../support/people.ts';
import { avif } from '../support/pictures.ts';
import { uniquePrompt } from '../support/studio.ts';

test('a picture is redrawn in a style at the price of the style, and shows beside what it was', async ({
  page,
}) => {
  await signIn(page, 'Mia Creator');
  const prompt = uniquePrompt('A stone bridge');
  await page.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: /^Stable Diffusion/ }).click();
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill(prompt);
  await page.getByRole('button', { name: 'Generate · 3 credits' }).click();
  await expect(page.getByRole('article', { name: `Picture: ${prompt}` }).getByRole('img')).toBeVisible({
    timeout: 60_000,
  });
  const before = await shownCredits(page);

  await page.getByRole('radio', { name: 'Cartoon style' }).click();
  const button = page.getByRole('button', { name: 'Generate · 6 credits' });
  await expect(button).toBeDisabled();
  await page.getByRole('button', { name: 'Choose a picture' }).click();
  await page.getByRole('button', { name: `Use: ${prompt}` }).click();
  await button.click();
  const redrawn = page.getByRole('region', { name: 'Your pictures' }).getByRole('article').first();
  await expect(redrawn).toContainText('6 spent', { timeout: 90_000 });
  await expect.poll(() => shownCredits(page)).toBe(before - 6);
  await redrawn.getByRole('button', { name: /^Open picture/ }).click();
  const edge = page.getByRole('dialog').getByRole('slider', { name: 'Before and after' });
  await expect(edge).toHaveValue('50');
  await expect(page.getByRole('dialog').getByRole('img')).toHaveCount(2);
});

test("a picture of one's own is brought in for nothing, and can be changed", async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const before = await shownCredits(page);
  await page.getByRole('radio', { name: 'Edit' }).click();
  const bringIn = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
    await page.getByRole('button', { name: /^(Choose a|Another) picture$/ }).click();
    await page.getByLabel('Upload a picture').first().setInputFiles(file);
    await expect(page.getByRole('img', { name: file.name }).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Another picture' })).toBeVisible();
  };
  // Of these, little else than a browser can read the first.
  await bringIn({ name: 'phone.avif', mimeType: 'image/avif', buffer: avif });
  await bringIn({ name: 'page.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await expect.poll(() => shownCredits(page)).toBe(before);
  await page.getByRole('textbox', { name: 'Say what to change' }).fill(uniquePrompt('Make it blue'));
  await page.getByRole('button', { name: 'Generate · 15 credits' }).click();
  const changed = page.getByRole('region', { name: 'Your pictures' }).getByRole('article').first();
  await expect(changed).toContainText('15 spent', { timeout: 90_000 });
});

test('a video has its price whatever its length, and plays', async ({ page }) => {
  await signIn(page, 'Noah Second');
  const prompt = uniquePrompt('Clouds over a pass');
  await page.getByRole('radio', { name: 'Video' }).click();
  await page.getByRole('textbox', { name: 'Describe the video' }).fill(prompt);
  await page.getByRole('button', { name: 'Generate · 50 credits' }).click();
  await expectToPlay(page.getByRole('article', { name: `Video: ${prompt}` }).locator('video'));
});
