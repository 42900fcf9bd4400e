import { expect, type Page, test } from '@playwright/test';
import { expectToPlay } from './support/media.ts';
import { signIn } from './support/people.ts';
import { generatePicture, uniquePrompt } from './support/studio.ts';

const pages = [
  '/reel',
  '/dashboard',
  '/history',
  '/history?view=credits',
  '/credits',
  '/account',
  '/admin/live',
  '/admin/abuse',
  '/admin/endpoints',
  '/admin/audit',
  '/admin/prices',
];

function violationsOn(page: Page): string[] {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  return violations;
}

test('everything works under the headers of Hosting: no page asks for what they forbid', async ({ page }) => {
  const violations = violationsOn(page);
  await signIn(page, 'Ada Admin');
  const tile = await generatePicture(page, uniquePrompt('A kiln at night'));
  await expect(tile.getByRole('img')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('radio', { name: 'Voice' }).click();
  const text = uniquePrompt('Mind the step');
  await page.getByRole('textbox', { name: 'Text to read aloud' }).fill(text);
  await page.getByRole('button', { name: /^Generate · / }).click();
  await expectToPlay(page.getByRole('article', { name: `Recording: ${text}` }).locator('audio'));
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
  }
  expect(violations).toEqual([]);
});

test('the headers forbid frames, foreign and inline scripts and plain HTTP, and say what may be kept', async ({
  page,
  request,
}) => {
  const headersOf = async (path: string) => (await request.get(path)).headers();
  const home = await headersOf('/');
  const policy = home['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' https/);
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https:(;| )|\*;/);
  // What Google's sign-in, and App Check, load.
  expect(policy).toMatch(/script-src[^;]* https:\/\/apis\.google\.com /);
  expect(policy).toMatch(/frame-src[^;]* https:\/\/\*\.firebaseapp\.com /);
  for (const part of [
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ]) {
    expect(policy).toContain(part);
  }
  expect(home).toMatchObject({
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  const violations = violationsOn(page);
  await page.goto('/');
  const script = await page.locator('script[src^="/assets/"]').first().getAttribute('src');
  expect((await headersOf(script ?? ''))['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await headersOf('/api/credit-packs'))['cache-control']).toMatch(/no-store|private/);
  await page.evaluate(() => {
    const inline = Object.assign(document.createElement('script'), { textContent: 'window.ran = true' });
    document.head.append(inline);
  });
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(violations).toHaveLength(1);
});
