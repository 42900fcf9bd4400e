import { expect, type Page } from '@playwright/test';
import { shownCredits, signIn, test } from './support/people.ts';
import { generatePicture, uniquePrompt } from './support/studio.ts';

const patience = { timeout: 60_000 };

/** Lets each ID token count as expired a second after it has come, as the SDK renews it 30 seconds before its end. */
async function shortenTokens(page: Page): Promise<{ renewals: number }> {
  const seen = { renewals: 0 };
  await page.route(/accounts:signIn|v1\/token/, async (route) => {
    const isRenewal = route.request().url().includes('/v1/token');
    const response = await route.fetch();
    const body = await response.json();
    if (isRenewal) seen.renewals++;
    await route.fulfill({ response, json: { ...body, [isRenewal ? 'expires_in' : 'expiresIn']: '31' } });
  });
  return seen;
}

test('a token that expires while a request runs is renewed, and the request is finished and charged once', async ({
  page,
}) => {
  const tokens = await shortenTokens(page);
  await signIn(page, 'Noah Second');
  const before = await shownCredits(page);
  const running = await generatePicture(page, uniquePrompt('A slow comet [slow 4s]'));
  await expect(running).toContainText('5 held', patience);
  const renewals = tokens.renewals;
  await expect(running).toContainText('5 spent', patience);
  await expect(await generatePicture(page, uniquePrompt('A comet'))).toContainText('5 spent', patience);
  expect(tokens.renewals).toBeGreaterThan(renewals);
  await expect.poll(() => shownCredits(page)).toBe(before - 10);
  // The page goes on renewing, also while it is closed.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a request goes on when its page is reloaded in the middle of it, and is charged once', async ({
  page,
}) => {
  await signIn(page, 'Noah Second');
  const before = await shownCredits(page);
  const prompt = uniquePrompt('A slow comet [slow 5s]');
  const tile = await generatePicture(page, prompt);
  await expect(tile).toContainText('5 held', patience);
  await page.reload();
  await expect(tile).toContainText(/held|spent/, patience);
  await expect(tile.getByRole('img')).toBeVisible(patience);
  await expect(tile).toContainText('5 spent');
  await expect(page.getByRole('article', { name: `Picture: ${prompt}` })).toHaveCount(1);
  await expect.poll(() => shownCredits(page)).toBe(before - 5);
});

test('two tabs of a person that cancel the same request get its credits back once, and both say so', async ({
  page,
  context,
}) => {
  await signIn(page, 'Noah Second');
  const before = await shownCredits(page);
  const prompt = uniquePrompt('A slow comet [slow 30s]');
  await expect(await generatePicture(page, prompt)).toContainText('5 held', patience);
  const other = await context.newPage();
  await other.goto('/');
  const tiles = [page, other].map((tab) => tab.getByRole('article', { name: `Picture: ${prompt}` }));
  for (const tile of tiles) await expect(tile.getByRole('button', { name: 'Cancel' })).toBeVisible(patience);
  await Promise.all(tiles.map((tile) => tile.getByRole('button', { name: 'Cancel' }).click()));
  for (const tile of tiles) await expect(tile).toContainText('5 returned', patience);
  for (const tab of [page, other]) await expect.poll(() => shownCredits(tab)).toBe(before);
});

test('whoever comes back from a payment without a connection finds the credits once there is one, and once only', async ({
  page,
  context,
}) => {
  await signIn(page, 'Noah Second');
  const before = await shownCredits(page);
  await page.getByRole('link', { name: 'Credits', exact: true }).click();
  await page.getByRole('button', { name: 'Buy the Starter pack' }).click();
  const order = page.getByRole('dialog', { name: 'Your order' });
  await order.getByRole('button', { name: /^Continue to payment|^Pay / }).click();
  await page.waitForURL(/\/checkout\//, patience);
  // The page comes, and nothing that it asks for.
  const data = /google\.firestore\.v1\.Firestore|\/(europe|us)-[a-z0-9-]+\/\w+$/;
  await page.route(data, (route) => route.abort('internetdisconnected'));
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.waitForURL(/\/billing\/return/, patience);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible(patience);
  await context.setOffline(true);
  await expect(page.getByRole('heading', { name: '100 credits are yours' })).toHaveCount(0);
  await page.unroute(data);
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: '100 credits are yours' })).toBeVisible(patience);
  await expect.poll(() => shownCredits(page)).toBe(before + 100);
  await page.reload();
  await expect.poll(() => shownCredits(page), patience).toBe(before + 100);
});

test('a page that loads over a slow network opens, and a button that is pressed twice on it charges once', async ({
  page,
  context,
}) => {
  const session = await context.newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 200_000,
    uploadThroughput: 50_000,
  });
  await signIn(page, 'Noah Second');
  const before = await shownCredits(page);
  const prompt = uniquePrompt('A lighthouse');
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill(prompt);
  await page.getByRole('button', { name: /^Generate · 5 credits$/ }).dblclick();
  const tile = page.getByRole('article', { name: `Picture: ${prompt}` });
  await expect(tile).toContainText('5 spent', patience);
  await expect(tile).toHaveCount(1);
  await expect.poll(() => shownCredits(page)).toBe(before - 5);
});
