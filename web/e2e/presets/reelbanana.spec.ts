import { expect, type Page, test } from '@playwright/test';
import { PublishedPrices } from '../support/catalog.ts';
import { expectToPlay, seeThrough } from '../support/media.ts';
import { shownCredits, signIn } from '../support/people.ts';
import { uniquePrompt } from '../support/studio.ts';

test.setTimeout(420_000);

const step = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Steps' }).getByRole('listitem', { name, exact: true });

async function startReel(
  page: Page,
  { wish, pictures, price }: { wish: string; pictures: string; price: number },
): Promise<void> {
  await page.getByRole('link', { name: 'Reel' }).click();
  await page.getByRole('textbox', { name: 'What the reel is about' }).fill(wish);
  await page.getByRole('combobox', { name: 'Length' }).click();
  await page.getByRole('option', { name: '2 scenes', exact: true }).click();
  await page.getByRole('combobox', { name: 'Pictures' }).click();
  await page.getByRole('option', { name: pictures, exact: true }).click();
  await page.getByRole('button', { name: `Make the reel · up to ${price} credits` }).click();
  await expect(page.getByRole('heading', { name: 'Reel', level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible({ timeout: 60_000 });
}

/** What the steps say they cost, added up. */
async function sumOfSteps(page: Page): Promise<number> {
  const spent = await page
    .getByRole('list', { name: 'Steps' })
    .getByText(/^[\d.]+ spent$/)
    .allTextContents();
  return spent.reduce((sum, text) => sum + Number.parseFloat(text), 0);
}

test('a wish becomes a story, pictures, a voice, music and a video that plays with captions, and costs the sum of its steps', async ({
  page,
}) => {
  await signIn(page, 'Mia Creator');
  const before = await shownCredits(page);
  const wish = uniquePrompt('A lighthouse keeper who is afraid of the dark');
  await startReel(page, { wish, pictures: '3 pictures a scene', price: 34 });

  await expect(step(page, 'Picture 1').getByRole('img', { name: /./ })).toBeVisible({ timeout: 120_000 });
  await expect(step(page, 'Narration').getByRole('button', { name: 'Play Narration' })).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({ timeout: 240_000 });
  const video = page.getByRole('region', { name: 'Video' }).locator('video');
  await expectToPlay(video);
  const seen = await seeThrough(video);
  expect(seen.loudness.length).toBeGreaterThan(2);
  expect(Math.min(...seen.loudness)).toBeGreaterThan(0.01);
  expect(Math.min(...seen.spread)).toBeGreaterThan(20);
  expect(seen.wrongCaptions).toEqual([]);
  expect(seen.tailSeconds).toBeGreaterThanOrEqual(0);
  expect(seen.tailSeconds).toBeLessThan(2);

  const spent = Number.parseFloat((await page.getByTestId('reel-spent').textContent()) ?? '');
  await expect.poll(() => sumOfSteps(page)).toBe(spent);
  await expect.poll(() => shownCredits(page)).toBe(before - spent);
});

test('a reel whose music cannot be made stops there, and goes on from there when it can', async ({
  page,
  baseURL,
}) => {
  const prices = new PublishedPrices(baseURL);
  await signIn(page, 'Noah Second');
  const before = await shownCredits(page);
  const wish = uniquePrompt('Two foxes share one winter coat [slow 6s]');
  await startReel(page, { wish, pictures: '1 picture a scene', price: 22 });
  await prices.switchOperation('music', 'off');
  try {
    await expect(step(page, 'Music')).toContainText('Failed', { timeout: 240_000 });
  } finally {
    await prices.switchOperation('music', 'on');
  }
  await expect(step(page, 'Render')).toContainText('Waiting');
  // Steps and balance are listened to apart: whichever comes later.
  await expect.poll(async () => (await shownCredits(page)) + (await sumOfSteps(page))).toBe(before);
  const spentBefore = await sumOfSteps(page);

  await page.getByRole('button', { name: 'Resume from music · up to 7 credits' }).click({ timeout: 60_000 });
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({ timeout: 240_000 });
  await expect.poll(() => sumOfSteps(page)).toBe(spentBefore + 7);
  await expect.poll(() => shownCredits(page)).toBe(before - spentBefore - 7);
});

test('what is said costs a credit for each hundred characters begun', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  await page.getByRole('radio', { name: 'Narration' }).click();
  const box = page.getByRole('textbox', { name: 'Text to read aloud' });
  await box.fill('a'.repeat(100));
  await expect(page.getByText('1 credit for 100 characters')).toBeVisible();
  await box.fill('a'.repeat(101));
  await expect(page.getByText('2 credits for 101 characters')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Generate · 2 credits' })).toBeVisible();
});

test('a narration is captioned word by word', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const text = `${uniquePrompt('The small boat')} went looking for the edge of the sea.`;
  await page.getByRole('radio', { name: 'Narration' }).click();
  await page.getByRole('textbox', { name: 'Text to read aloud' }).fill(text);
  await page.getByRole('button', { name: 'Generate · 1 credit' }).click();
  const narration = page.getByRole('article', { name: `Narration: ${text}` });
  await expectToPlay(narration.locator('audio'));

  await page.getByRole('radio', { name: 'Captions' }).click();
  await page.getByRole('button', { name: 'Choose a recording' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Use: The small boat/ })
    .first()
    .click();
  await expect(page.getByRole('textbox', { name: 'The text that is spoken' })).toHaveValue(text);
  await page.getByRole('button', { name: 'Generate · 1 credit' }).click();
  const captions = page.getByRole('region', { name: /^Captions: / });
  await expect(captions.getByRole('listitem').first()).toContainText('The small boat', { timeout: 60_000 });
});

test('a story is told in scenes, and music plays', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const about = uniquePrompt('A tea house by the sea');
  await page.getByRole('radio', { name: 'Story' }).click();
  await page.getByRole('textbox', { name: 'What the story is about' }).fill(about);
  await page.getByRole('button', { name: 'Generate · 2 credits' }).click();
  const story = page.getByRole('article', { name: `Story: ${about}` });
  await expect(story.getByRole('listitem')).toHaveCount(3, { timeout: 60_000 });

  const mood = uniquePrompt('Warm strings');
  await page.getByRole('radio', { name: 'Music' }).click();
  await page.getByRole('textbox', { name: 'Describe the music' }).fill(mood);
  await page.getByRole('button', { name: 'Generate · 2 credits' }).click();
  await expectToPlay(page.getByRole('article', { name: `Music: ${mood}` }).locator('audio'));
});
