import { brotliCompressSync } from 'node:zlib';
import { expect, type Page, type Response, test } from '@playwright/test';
import { signIn } from './support/people.ts';

const KILOBYTE = 1_000;
const MOST_REQUESTS = 25;

/** Notes what a page loads from where the app is served, from now on. */
function watchLoads(page: Page, address: string) {
  const responses: Response[] = [];
  const { origin } = new URL(address);
  page.on('response', (response) => {
    // What the page before still loads is none of the next one's.
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame())
      responses.length = 0;
    if (response.url().startsWith(origin)) responses.push(response);
  });
  return {
    count: () => responses.length,
    /** As Hosting sends it. */
    async scriptBytes(): Promise<number> {
      const scripts = responses.filter((response) => response.request().resourceType() === 'script');
      const bodies = await Promise.all(scripts.map((response) => response.body()));
      return bodies.reduce((sum, body) => sum + brotliCompressSync(body).length, 0);
    },
    names: () => responses.map((response) => new URL(response.url()).pathname),
  };
}

test('the sign-in page is ready with 150 kB of JavaScript in 25 requests, and loads no Firestore', async ({
  page,
  baseURL,
}) => {
  const loads = watchLoads(page, baseURL ?? '');
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
  expect(await loads.scriptBytes()).toBeLessThanOrEqual(150 * KILOBYTE);
  expect(loads.count()).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(loads.names().filter((name) => /firestore/i.test(name))).toEqual([]);
});

test('the studio is complete with 330 kB of JavaScript in 25 requests', async ({ page }) => {
  await signIn(page, 'Mia Creator');
  const loads = watchLoads(page, page.url());
  await page.reload();
  await expect(page.getByTestId('available-credits')).toBeAttached();
  await expect(page.getByRole('textbox', { name: 'Describe the picture' })).toBeVisible();
  expect(await loads.scriptBytes()).toBeLessThanOrEqual(330 * KILOBYTE);
  expect(loads.count()).toBeLessThanOrEqual(MOST_REQUESTS);
});
