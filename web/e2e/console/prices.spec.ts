import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { PublishedPrices } from '../support/catalog.ts';
import { shownCredits, test } from '../support/people.ts';
import { uniquePrompt } from '../support/studio.ts';

let before = 0;
test.beforeEach(async ({ baseURL }) => {
  before = await new PublishedPrices(baseURL).version();
});
test.afterEach(({ baseURL }) => new PublishedPrices(baseURL).rollBackTo(before));

async function openPrices(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Prices' }).click();
  await expect(page.getByRole('heading', { name: 'Prices', level: 1 })).toBeVisible();
}

const priceOf = (page: Page, model: string) => page.getByRole('spinbutton', { name: `Price of ${model}` });

/** Confirms with a reason; comes back when the server has answered. */
async function confirm(page: Page, label: string): Promise<void> {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('For a test');
  const answered = page.waitForResponse(
    (response) =>
      response.url().includes('updateCreditConfiguration') && response.request().method() === 'POST',
  );
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await answered;
}

async function publishPrice(page: Page, { model, price }: { model: string; price: string }): Promise<void> {
  await priceOf(page, model).fill(price);
  await page.getByRole('button', { name: 'Review' }).click();
  await confirm(page, 'Publish');
}

const generateAt = (page: Page, credits: number) =>
  page.getByRole('button', { name: `Generate · ${credits} credits`, exact: true });

async function chooseModel(page: Page, name: RegExp): Promise<void> {
  // What was made before comes in above, and moves the picker.
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name }).click();
}

test('a new price shows in an open studio without a refresh, and a request at the old one is asked again', async ({
  windowOf,
}) => {
  const creator = await windowOf('Mia Creator');
  const admin = await windowOf('Ada Admin');
  await chooseModel(creator, /^Nano Banana/);
  const [prompt, waiting] = [uniquePrompt('A kite at noon'), uniquePrompt('A kite at night')];
  const credits = await shownCredits(creator);

  // This request leaves at the old price, and arrives when it is no longer that.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await creator.route('**/generate', async (route) => {
    await held;
    await route.continue();
  });
  const box = creator.getByRole('textbox', { name: 'Describe the picture' });
  await box.fill(prompt);
  await generateAt(creator, 5).click();
  await box.fill(waiting);
  await expect(generateAt(creator, 5)).toBeVisible();

  await openPrices(admin);
  await publishPrice(admin, { model: 'Image · Nano Banana', price: '6.5' });
  const publishedAtMs = Date.now();
  await expect(generateAt(creator, 6.5)).toBeVisible({ timeout: 5_000 });
  await expect(box).toHaveValue(waiting);

  // An instance may go by the older price for five seconds.
  await expect.poll(() => Date.now() - publishedAtMs).toBeGreaterThan(5_000);
  release();
  const tile = creator.getByRole('article', { name: `Picture: ${prompt}` });
  await expect(tile).toContainText('It is now 6.5 credits. Nothing was charged.');
  await expect.poll(() => shownCredits(creator)).toBe(credits);
  await tile.getByRole('button', { name: 'Go on · 6.5 credits' }).click();
  await expect(tile.getByRole('img')).toBeVisible();
  await expect.poll(() => shownCredits(creator)).toBe(credits - 6.5);
});

test('a switch takes a model out of the picker at once, and rolling back brings it back', async ({
  windowOf,
}) => {
  const creator = await windowOf('Mia Creator');
  const admin = await windowOf('Ada Admin');
  await openPrices(admin);
  const gptImage = admin.getByRole('switch', { name: 'Image · GPT Image on' }).filter({ visible: true });
  await gptImage.click();
  await expect(admin.getByRole('alertdialog')).toContainText('Switch Image · GPT Image off?');
  await expect(admin.getByRole('alertdialog')).toContainText('a chat keeps its text so far and pays for it');
  await admin.getByRole('button', { name: 'Switch off' }).click();
  await expect(admin.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(
    'The reason is kept in the audit log.',
  );
  await confirm(admin, 'Switch off');
  await expect(gptImage).not.toBeChecked();
  await creator.getByRole('combobox', { name: 'Model' }).click();
  const option = creator.getByRole('option', { name: /^GPT Image/ });
  await expect(option).toBeDisabled({ timeout: 5_000 });
  await expect(option).toContainText('Switched off at the moment.');

  await admin.getByRole('radio', { name: 'Versions' }).click();
  const row = (version: number) => admin.getByRole('listitem', { name: `Version ${version}`, exact: true });
  await expect(row(before + 1)).toContainText('in force');
  await expect(row(before + 1)).toContainText('For a test');
  await expect(row(before + 1)).toContainText('admin@demo.firemeter');
  await row(before).getByRole('button', { name: 'Compare' }).click();
  await expect(row(before)).toContainText('Image · GPT Image: switched');
  await row(before).getByRole('button', { name: 'Roll back' }).click();
  await expect(admin.getByRole('alertdialog')).toContainText(`It becomes version ${before + 2} and holds`);
  await confirm(admin, 'Roll back');
  await expect(row(before + 2)).toContainText('in force');
  await expect(option).toBeEnabled();
});

test('everything can be switched off, the studio says so, and a draft goes on as it was', async ({
  windowOf,
}) => {
  const creator = await windowOf('Mia Creator');
  const admin = await windowOf('Ada Admin');
  await openPrices(admin);
  await priceOf(admin, 'Image · Nano Banana').fill('9');
  await admin.getByRole('switch', { name: 'Everything on' }).click();
  await confirm(admin, 'Switch off');
  await expect(creator.getByText('The studio is closed at the moment')).toBeVisible({ timeout: 5_000 });
  await admin.getByRole('switch', { name: 'Everything on' }).click();
  await confirm(admin, 'Switch on');
  await expect(generateAt(creator, 5)).toBeVisible({ timeout: 5_000 });
  await expect(admin.getByRole('button', { name: 'Review' })).toBeEnabled();
  await expect(priceOf(admin, 'Image · Nano Banana')).toHaveValue('9');
  await expect(admin.getByText('was published meanwhile')).toHaveCount(0);
});

test('a draft that another version overtakes is kept, and its changes are made on that version', async ({
  windowOf,
}) => {
  const [ada, olaf] = [await windowOf('Ada Admin'), await windowOf('Olaf Owner')];
  await openPrices(ada);
  await openPrices(olaf);
  await priceOf(ada, 'Image · Nano Banana').fill('7');
  await publishPrice(olaf, { model: 'Image · GPT Image', price: '8' });

  const notice = ada.getByRole('alert').filter({ hasText: 'was published meanwhile' });
  await expect(notice).toContainText(`Version ${before + 1} was published meanwhile`);
  await expect(notice).toContainText('Image · GPT Image: price: 5 credits → 8 credits');
  await expect(ada.getByRole('button', { name: 'Review' })).toBeDisabled();
  await expect(priceOf(ada, 'Image · Nano Banana')).toHaveValue('7');
  await notice.getByRole('button', { name: `Apply my changes to version ${before + 1}` }).click();
  await expect(priceOf(ada, 'Image · GPT Image')).toHaveValue('8');
  await ada.getByRole('button', { name: 'Review' }).click();
  await expect(ada.getByRole('alertdialog')).toContainText('Publish 1 change?');
  await expect(ada.getByRole('alertdialog')).toContainText('Work that is under way keeps its price');
  await confirm(ada, 'Publish');
  await expect(priceOf(olaf, 'Image · Nano Banana')).toHaveValue('7');
  await expect(priceOf(olaf, 'Image · GPT Image')).toHaveValue('8');
  await expect(ada.getByRole('region', { name: 'Draft' })).toHaveCount(0);
});

test('what is wrong is said at its field, the margin follows the price, and a draft outlives a reload', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await openPrices(admin);
  const price = priceOf(admin, 'Image · GPT Image');
  const row = admin.getByRole('listitem').filter({ has: price });
  await expect(row).toContainText('86%–92% margin · 7.1–11.9× cost');
  await price.fill('0.5');
  await expect(row).toContainText('-40%–16% margin · 0.7–1.2× cost');
  await price.fill('-1');
  await expect(price).toHaveAccessibleDescription('At least 0.');
  await expect(admin.getByRole('button', { name: 'Review' })).toBeDisabled();
  await admin.getByRole('radio', { name: 'Packs, plans, grants' }).click();
  await admin.getByRole('button', { name: '1 fault' }).click();
  await expect(price).toBeFocused();
  await price.fill('4');
  await admin.reload();
  await expect(price).toHaveValue('4');
  await expect(price).toHaveAccessibleDescription('was 5');
  await price.fill('5');
  await expect(admin.getByRole('region', { name: 'Draft' })).toHaveCount(0);
});

test('a plan is edited where it stands, in each currency, and published like a price', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await openPrices(admin);
  await admin.getByRole('radio', { name: 'Packs, plans, grants' }).click();
  const plus = admin.getByRole('listitem', { name: 'Plan Plus' });
  await plus.getByRole('spinbutton', { name: 'Credits per month' }).fill('350');
  await plus.getByRole('combobox', { name: 'Per month: add a currency' }).click();
  await admin.getByRole('option', { name: 'JPY' }).click();
  const yen = plus.getByRole('spinbutton', { name: 'Per month in JPY' });
  await expect(yen).toHaveAccessibleDescription('Enter a number.');
  await yen.fill('2900');
  await plus.getByRole('switch', { name: 'Yearly billing' }).click();
  await admin.getByRole('button', { name: 'Review' }).click();
  const changes = admin.getByRole('alertdialog').getByRole('list', { name: 'Changes' });
  await expect(changes).toContainText('300 credits350 credits');
  await expect(changes).toContainText('¥2,900, $19.00');
  await confirm(admin, 'Publish');
  await expect(admin.getByRole('region', { name: 'Draft' })).toHaveCount(0);
  await expect(yen).toHaveValue('2900');
});

test('a preset becomes a draft, a catalog goes into a file and back, and no other file does', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await openPrices(admin);
  const menu = async (item: string) => {
    await admin.getByRole('button', { name: 'Import / export' }).click();
    await admin.getByRole('menuitem', { name: item }).click();
  };
  const draft = admin.getByRole('region', { name: 'Draft' });
  await menu('gallery');
  await expect(admin.getByRole('heading', { name: 'Nano Banana Pro' })).toBeVisible();
  await admin.getByRole('button', { name: 'Review' }).click();
  const dialog = admin.getByRole('alertdialog');
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText('Image · Nano Banana');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  const downloaded = admin.waitForEvent('download');
  await menu('Export as JSON');
  const file = await (await downloaded).path();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ preset: 'gallery' });
  await draft.getByRole('button', { name: 'Discard' }).click();
  await expect(draft).toHaveCount(0);

  const input = admin.getByLabel('Catalog file');
  await input.setInputFiles({ name: 'c.json', mimeType: 'application/json', buffer: await readFile(file) });
  await expect(admin.getByRole('heading', { name: 'Nano Banana Pro' })).toBeVisible();
  await draft.getByRole('button', { name: 'Discard' }).click();
  const wrong = Buffer.from('{"preset":"gallery","surprise":1}');
  await input.setInputFiles({ name: 'c.json', mimeType: 'application/json', buffer: wrong });
  const alert: Locator = admin.getByRole('alert').filter({ hasText: 'This file is not a catalog' });
  await expect(alert).toContainText('surprise');
  await expect(alert).toContainText('operations');
  await expect(draft).toHaveCount(0);
});

test('the page is for admins: a creator finds neither the way nor the page', async ({ windowOf }) => {
  const creator = await windowOf('Mia Creator');
  await expect(creator.getByRole('link', { name: 'Prices' })).toHaveCount(0);
  await creator.goto('/admin/prices');
  await expect(creator.getByText('This page is for the team')).toBeVisible();
});
