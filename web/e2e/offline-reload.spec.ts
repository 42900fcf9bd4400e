import { expect, type Page, test } from '@playwright/test';
import { signIn } from './support/people.ts';
import { servedBuild } from './support/served-build.ts';

test.use({ serviceWorkers: 'allow' });

/** Ends when the whole app is kept, and the page is answered by what keeps it. */
const untilKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
    }
  });

test('a page that is reloaded without a connection opens, says that it is offline, and is live again with one', async ({
  page,
  context,
}) => {
  await signIn(page, 'Mia Creator');
  await page.getByRole('link', { name: 'History' }).click();
  await untilKept(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('You are offline. What you see may be out of date.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('You are offline.')).toHaveCount(0);
  await expect(page.getByTestId('available-credits')).toHaveText(/^[\d.,]+ credits? available$/);
  await expect(page.getByRole('status', { name: 'Connection: Live' })).toBeVisible();
});

test('a new build is shown on the next load, whatever is kept of the old one, and is the one kept from then on', async ({
  page,
  context,
}) => {
  await using build = await servedBuild();
  const marks = page.locator('meta[name="build"]');
  await page.goto(build.address);
  await untilKept(page);
  await expect(marks).toHaveCount(0);

  build.deploy('second');
  await page.reload();
  await expect(marks).toHaveAttribute('content', 'second');
  await expect.poll(() => keptShell(page)).toContain('second');
  await context.setOffline(true);
  await page.reload();
  await expect(marks).toHaveAttribute('content', 'second');
});

test('a worker is not kept by the browser itself, and nothing of the API or of sign-in is kept', async ({
  page,
  request,
}) => {
  const worker = await request.get('/service-worker.js');
  expect(worker.headers()).toMatchObject({ 'cache-control': 'no-cache' });
  await signIn(page, 'Mia Creator');
  await untilKept(page);
  await page.reload();
  await expect(page.getByTestId('available-credits')).toBeAttached();
  const addresses = await page.evaluate(async () => {
    const requests = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    );
    return requests.flat().map(({ url }) => url);
  });
  const { origin } = new URL(page.url());
  const isOfBuild = new RegExp(
    `^${origin}/(assets/[^/]+|[a-z0-9-]+\\.(html|js|svg|png|webmanifest)\\?__WB_REVISION__=.+)$`,
  );
  expect(addresses.filter((address) => !isOfBuild.test(address))).toEqual([
    `${origin}/__/firebase/init.json`,
  ]);
});

test('the app can be installed', async ({ page, request }) => {
  await page.goto('/');
  const address = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = await (await request.get(address ?? '')).json();
  expect(manifest).toMatchObject({ name: 'Firemeter', start_url: '/', display: 'standalone' });
  for (const { src, type } of manifest.icons) {
    expect((await request.get(src)).headers()['content-type']).toContain(type);
  }
});

const keptShell = (page: Page) =>
  page.evaluate(async () => {
    const kept = await caches.match('/index.html', { ignoreSearch: true });
    return (await kept?.text()) ?? '';
  });
