import { expect, type Page } from '@playwright/test';
import { PublishedPrices } from '../support/catalog.ts';
import { test } from '../support/people.ts';
import { layOutUsage } from '../support/recent-usage.ts';
import { Store } from '../support/store.ts';

let before = 0;
test.beforeEach(async ({ baseURL }) => {
  before = await new PublishedPrices(baseURL).version();
});
test.afterEach(({ baseURL }) => new PublishedPrices(baseURL).rollBackTo(before));

async function review(page: Page, { model, price }: { model: string; price: string }) {
  await page.getByRole('link', { name: 'Prices' }).click();
  await page.getByRole('spinbutton', { name: `Price of ${model}` }).fill(price);
  await page.getByRole('button', { name: 'Review' }).click();
  return page.getByRole('alertdialog');
}

test('an admin sees the effect of a price change before it is published: revenue, who pays more, what they can’t afford', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  // At 8 credits a picture, 20 credits suffice for two of three.
  await layOutUsage(store, [
    { accountId: 'demo-creator', credits: 20, requests: 3 },
    { accountId: 'demo-second', credits: 50, requests: 2 },
  ]);
  const admin = await windowOf('Ada Admin');
  const dialog = await review(admin, { model: 'Image · Nano Banana', price: '8' });
  const effect = dialog.getByRole('region', { name: 'Effect on the last 30 days' });
  await expect(effect).toContainText('5 requests · 2 people');
  const figures = (name: string) => effect.getByRole('row', { name }).getByRole('cell');
  await expect(figures('Revenue')).toHaveText(['$2.50', '$3.20', '+28%']);
  await expect(figures('Credits used')).toHaveText(['25', '32', '+28%']);
  await expect(figures('Credits per person')).toHaveText(['12.5', '16', '+28%']);
  await expect(figures('Provider cost per person')).toHaveText(['$0.10', '$0.08', '-20%']);
  // (3.20 − 4 × 0.04) ÷ 3.20
  await expect(figures('Margin')).toHaveText(['92%', '95%', '–']);
  await expect(effect).toContainText(
    '2 people pay more. 1 person can’t afford everything any more. 1 request is skipped.',
  );

  await effect.getByText('Who pays more').click();
  const payMore = effect.getByRole('list', { name: 'Who pays more' }).getByRole('listitem');
  await expect(payMore.first()).toContainText('10 → 16 credits');
  await effect.getByText('Who can afford less').click();
  const affordLess = effect.getByRole('list', { name: 'Who can afford less' });
  await expect(affordLess.getByRole('link')).toHaveAttribute('href', /demo-creator$/);
  await expect(affordLess).toContainText('15 → 16 credits · 1 request skipped');
  await effect.getByText('1 model').click();
  await expect(effect.getByRole('row', { name: 'Nano Banana' }).getByRole('cell')).toHaveText([
    '25',
    '32',
    '95%',
    '1',
  ]);
});

test('prices that lose money are named, and can be published although their effect is unknown', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await admin.route('**/previewPrices', (route) => route.abort());
  const dialog = await review(admin, { model: 'Image · Nano Banana', price: '0.2' });
  await expect(dialog.getByRole('note')).toContainText('Some of these prices lose money');
  await expect(dialog.getByRole('note').getByRole('listitem').first()).toContainText('Image · Nano Banana:');
  await expect(dialog.getByRole('alert')).toContainText('You can publish them anyway.');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('For a test');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(admin.getByText(/^Version \d+ is in force/)).toBeVisible();
});
