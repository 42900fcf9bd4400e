import { expect, test } from '@playwright/test';
import { expectToPlay } from './support/media.ts';
import { signIn } from './support/people.ts';
import { generatePicture, uniquePrompt } from './support/studio.ts';

/** What a deployment can ask of the browser: own scripts only, none inline, no eval. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  'connect-src *',
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

// A page that the test answers itself counts as one from elsewhere, which may not talk to this machine unasked.
test.use({ permissions: ['local-network-access'] });

test('everything works under a strict Content-Security-Policy', async ({ page }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), 'content-security-policy': policy },
    });
  });
  await signIn(page, 'Mia Creator');
  const tile = await generatePicture(page, uniquePrompt('A kiln at night'));
  await expect(tile.getByRole('img')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('radio', { name: 'Voice' }).click();
  const text = uniquePrompt('Mind the step');
  await page.getByRole('textbox', { name: 'Text to read aloud' }).fill(text);
  await page.getByRole('button', { name: /^Generate · / }).click();
  await expectToPlay(page.getByRole('article', { name: `Recording: ${text}` }).locator('audio'));
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
  expect(violations).toEqual([]);
});
