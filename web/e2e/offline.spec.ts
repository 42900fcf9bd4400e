import { expect, type Page, test } from '@playwright/test';
import { signIn } from './support/people.ts';

const historyCode = /\/assets\/history-page/;

/** Says later whether the page is still the same one, or was loaded anew. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { sameApp: true }));
const isMarked = (page: Page) => page.evaluate(() => 'sameApp' in window);

test('a page whose code is not there yet waits for a connection in the app, and opens once there is one', async ({
  page,
  context,
}) => {
  await page.route(historyCode, (route) => route.abort('internetdisconnected'));
  await signIn(page, 'Mia Creator');
  await mark(page);
  await context.setOffline(true);
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByText('It opens as soon as you’re back online.')).toBeVisible();
  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await page.unroute(historyCode);
  await context.setOffline(false);
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible({ timeout: 20_000 });
  expect(await isMarked(page)).toBe(true);
});

test('what the navigation leads to is loaded while nothing else is to do, and opens without a connection', async ({
  page,
  context,
}) => {
  const loaded = page.waitForResponse((response) => historyCode.test(response.url()));
  await signIn(page, 'Mia Creator');
  await (await loaded).finished();
  await mark(page);
  await context.setOffline(true);
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  expect(await isMarked(page)).toBe(true);
});
