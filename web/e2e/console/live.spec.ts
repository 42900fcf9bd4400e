import { expect } from '@playwright/test';
import { shownCredits, test } from '../support/people.ts';
import { Store } from '../support/store.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

/** More than the mark lets pass for live. */
const lateMs = 15_000;

test('the team sees a picture being made and finished without refresh, and the balance shown is the account', async ({
  windowOf,
  baseURL,
}) => {
  const creator = await windowOf('Mia Creator');
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Live AI' }).click();
  await expect(admin.getByRole('status', { name: 'Connection: Live' })).toBeVisible();

  const before = await shownCredits(creator);
  const prompt = uniquePrompt('A lighthouse in a sea of embers [slow 3s]');
  const tile = await generatePicture(creator, prompt);

  const row = admin.getByRole('row').filter({ hasText: prompt });
  await expect(row).toContainText('Processing', { timeout: 30_000 });
  await expect(row).toContainText('5 held');
  await expect(row).toContainText('Mia Creator');
  await expect(creator.getByRole('region', { name: 'Balance' })).toContainText('5 held');

  await expect(row).toContainText('Completed', { timeout: 30_000 });
  await expect(row).toContainText('5 spent');
  await expect(tile.getByRole('img')).toBeVisible();
  await expect(tile).toContainText('5 spent');

  await expect.poll(() => shownCredits(creator)).toBe(before - 5);
  await expect.poll(() => new Store(baseURL).credits('demo-creator')).toBe(before - 5);
});

test('the LIVE mark says offline when the network is gone, and live again when it is back', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Live AI' }).click();
  await expect(admin.getByRole('status', { name: 'Connection: Live' })).toBeVisible();
  await admin.context().setOffline(true);
  await expect(admin.getByRole('status', { name: 'Connection: Offline' })).toBeVisible();
  await expect(admin.getByText('You are offline.')).toBeVisible();
  await admin.context().setOffline(false);
  await expect(admin.getByRole('status', { name: 'Connection: Live' })).toBeVisible({ timeout: 30_000 });
});

test('the LIVE mark says behind when what comes happened seconds ago, and live again when nothing late has come for a while', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Live AI' }).click();
  const live = admin.getByRole('status', { name: 'Connection: Live' });
  await expect(live).toBeVisible();
  // It says so for seconds only: it is looked for from before it can be there.
  const behind = admin.getByRole('status', { name: 'Connection: Behind' }).waitFor({ timeout: 30_000 });
  await Promise.all([
    behind,
    store.addActivities('demo-creator', 1, () => ({
      promptPreview: 'A clock that is slow',
      createdAtMs: Date.now() - lateMs,
    })),
  ]);
  await expect(live).toBeVisible();
});

test('a paused list stands still, tells what has come since, and catches up', async ({ windowOf }) => {
  const creator = await windowOf('Mia Creator');
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Live AI' }).click();
  await admin.getByRole('button', { name: 'Pause' }).click();
  const prompt = uniquePrompt('A paper crane');
  await generatePicture(creator, prompt);
  await admin.getByRole('button', { name: 'Resume · 1 new' }).click({ timeout: 30_000 });
  await expect(admin.getByRole('row').filter({ hasText: prompt })).toBeVisible();
});

test('a request opens with every fact, its trace id among them', async ({ windowOf }) => {
  const creator = await windowOf('Mia Creator');
  const admin = await windowOf('Ada Admin');
  const prompt = uniquePrompt('A stone bridge');
  await generatePicture(creator, prompt);
  await admin.getByRole('link', { name: 'Live AI' }).click();
  await admin.getByRole('searchbox').fill('creator@demo');
  await admin.getByRole('button', { name: `Details: ${prompt}` }).click({ timeout: 30_000 });
  const sheet = admin.getByRole('dialog', { name: 'Request' });
  await expect(sheet).toContainText('creator@demo.firemeter');
  await expect(sheet.getByRole('button', { name: /Copy trace id/ })).toBeVisible();
});

test('requests are filtered by model, person and day, and a link restores the view', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const day = Date.parse('2024-03-05T12:00:00Z');
  await store.addActivities('demo-second', 3, (n) => ({
    ...{ promptPreview: `A heron ${n}`, createdAtMs: day + n * 60_000 },
    ...(n === 1 && { model: 'flux-schnell' }),
  }));
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Live AI' }).click();
  await admin.getByRole('combobox', { name: 'Time' }).click();
  await admin.getByRole('option', { name: 'Days…' }).click();
  await admin.getByLabel('From day').fill('2024-03-05');
  await admin.getByLabel('To day').fill('2024-03-05');
  const rows = admin.getByRole('row').filter({ hasText: 'A heron' });
  await expect(rows).toHaveCount(3);
  await admin.getByRole('combobox', { name: 'Model' }).click();
  await admin.getByRole('option', { name: 'FLUX schnell' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('A heron 1');
  await admin.getByRole('searchbox').fill('second@');
  await expect(rows).toHaveCount(1);
  await admin.reload();
  await expect(rows).toHaveCount(1);
  await admin.getByRole('radio', { name: 'Failed' }).click();
  await admin.getByRole('button', { name: 'Clear filters' }).click();
  await expect(admin.getByRole('searchbox')).toHaveValue('');
});

test('someone without a role is told that the page is for the team', async ({ windowOf }) => {
  const creator = await windowOf('Mia Creator');
  await expect(creator.getByRole('link', { name: 'Live AI' })).toHaveCount(0);
  await creator.goto('/admin/live');
  await expect(creator.getByText('This page is for the team')).toBeVisible();
});
