import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { follow, signIn } from '../support/people.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

test('results are found by kind, downloaded together, made again with their settings, and deleted', async ({
  page,
}) => {
  await signIn(page, 'Mia Creator');
  const prompt = uniquePrompt('A fox in the library');
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill(prompt);
  await page.getByRole('combobox', { name: 'How many' }).click();
  await page.getByRole('option', { name: '2 pictures' }).click();
  await page.getByRole('button', { name: /^Generate · 10 credits/ }).click();
  await expect(page.getByRole('button', { name: `Open picture: ${prompt}` })).toHaveCount(2);

  await follow(page, 'Library');
  await page.getByRole('searchbox', { name: 'Search prompts' }).fill(prompt);
  const tiles = page.getByRole('article', { name: prompt });
  await expect(tiles).toHaveCount(2);
  await expect(tiles.getByRole('img')).toHaveCount(2);

  for (const box of await tiles.getByRole('checkbox').all()) await box.check();
  const toolbar = page.getByRole('toolbar', { name: 'Selected results' });
  await expect(toolbar).toContainText('2 selected');
  const saved = page.waitForEvent('download');
  await toolbar.getByRole('button', { name: 'Download' }).click();
  const archive = unzipSync(await readFile(await (await saved).path()));
  expect(Object.keys(archive)).toHaveLength(2);
  for (const bytes of Object.values(archive)) expect(bytes.length).toBeGreaterThan(100);
  await toolbar.getByRole('button', { name: 'Clear selection' }).click();

  await tiles
    .first()
    .getByRole('button', { name: /credits/ })
    .click();
  const result = page.getByRole('dialog', { name: 'Result' });
  await expect(result).toContainText(prompt);
  await page.reload();
  await result.getByRole('button', { name: 'Use again' }).click();
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toHaveValue(prompt);

  await page.goBack();
  await result.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(tiles).toHaveCount(1);
  await page.reload();
  await expect(tiles).toHaveCount(1);
  await follow(page, 'History');
  await expect(page.getByText(prompt)).toHaveCount(2);
});

test('a failed request is dismissed, and stays away', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const prompt = uniquePrompt('[refuse] a fox');
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill(prompt);
  await page.getByRole('button', { name: /^Generate/ }).click();
  const tile = page.getByRole('article').filter({ hasText: prompt });
  await tile.getByRole('button', { name: 'Dismiss' }).click();
  await expect(tile).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toBeVisible();
  await expect(tile).toHaveCount(0);
});

test('a picture is a favorite in the viewer and the library, which shows favorites alone', async ({
  page,
}) => {
  await signIn(page, 'Mia Creator');
  const [kept, other] = [uniquePrompt('A fox to keep'), uniquePrompt('A fox to leave')];
  for (const prompt of [other, kept]) {
    const tile = await generatePicture(page, prompt);
    await expect(tile.getByRole('button', { name: `Open picture: ${prompt}` })).toBeVisible();
  }
  await page.getByRole('button', { name: `Open picture: ${kept}` }).click();
  const viewer = page.getByRole('dialog', { name: kept });
  await viewer.getByRole('button', { name: 'Favorite' }).click();
  await expect(viewer.getByRole('button', { name: 'Favorite' })).toHaveAttribute('aria-pressed', 'true');
  await viewer.getByRole('button', { name: 'Close' }).click();

  await follow(page, 'Library');
  const star = (prompt: string) => page.getByRole('button', { name: `Favorite: ${prompt}` });
  await expect(star(kept)).toHaveAttribute('aria-pressed', 'true');
  await expect(star(other)).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'Favorites' }).click();
  await expect(page.getByRole('article', { name: kept })).toBeVisible();
  await expect(page.getByRole('article', { name: other })).toHaveCount(0);

  // The server has the mark: another page shows it, by the address alone.
  await page.reload();
  await expect(page.getByRole('button', { name: 'Favorites' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('article', { name: kept })).toBeVisible();
  await expect(page.getByRole('article', { name: other })).toHaveCount(0);

  await page
    .getByRole('article', { name: kept })
    .getByRole('button', { name: /credits/ })
    .click();
  const result = page.getByRole('dialog', { name: 'Result' });
  await result.getByRole('button', { name: 'Favorite' }).press('Enter');
  await expect(result.getByRole('button', { name: 'Favorite' })).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('article', { name: kept })).toHaveCount(0);
});

test('a seed makes the same picture again, and Vary takes up another one, at the same price', async ({
  page,
}) => {
  await signIn(page, 'Mia Creator');
  const seed = page.getByRole('textbox', { name: 'Seed' });
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toBeVisible();
  await expect(seed).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: 'FLUX schnell' }).click();
  const prompt = uniquePrompt('A harbor of glass');
  const tiles = page.getByRole('button', { name: `Open picture: ${prompt}` });
  const make = async (count: number) => {
    await page.getByRole('button', { name: 'Generate · 5 credits' }).click();
    await expect(tiles.getByRole('img')).toHaveCount(count);
  };
  for (const count of [1, 2]) {
    await page.getByRole('textbox', { name: 'Describe the picture' }).fill(prompt);
    await seed.fill('7');
    await make(count);
  }

  await tiles.first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Vary' }).click();
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toHaveValue(prompt);
  await expect(seed).toHaveValue(/^\d+$/);
  await expect(seed).not.toHaveValue('7');
  await make(3);
  const pictures = await tiles.getByRole('img').evaluateAll((images) =>
    images.map((image) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 });
      canvas.getContext('2d')?.drawImage(image as HTMLImageElement, 0, 0, 32, 32);
      return canvas.toDataURL();
    }),
  );
  expect(pictures[1]).toBe(pictures[2]);
  expect(pictures[0]).not.toBe(pictures[1]);

  await follow(page, 'Library');
  await page.getByRole('searchbox', { name: 'Search prompts' }).fill(prompt);
  const oldest = page.getByRole('article', { name: prompt }).last();
  await oldest.getByRole('button', { name: /credits/ }).click();
  await expect(page.getByRole('dialog', { name: 'Result' })).toContainText(/Seed\s*7/);
});
