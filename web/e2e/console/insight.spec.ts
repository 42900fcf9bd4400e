import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, monthOf } from '@firemeter/functions/contract';
import { expect, type Page } from '@playwright/test';
import {
  layOutBusiness,
  layOutCalls,
  layOutCohort,
  layOutDay,
  layOutHead,
  makeBusiness,
  quietMonth,
  today,
} from '../support/insight.ts';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';

const business = makeBusiness(quietMonth);
const dollars = (cents: number) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'usd' }).format(cents / 100);
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
const delivered = business.work.filter(({ failed }) => !failed);
const named = { 'nano-banana': 'Nano Banana', 'flux-schnell': 'FLUX schnell' } as const;
const monthName = new Intl.DateTimeFormat('en-US', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
}).format(Date.parse(`${quietMonth}-01`));

async function chooseQuietMonth(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Month', exact: true }).click();
  await page.getByRole('combobox', { name: 'Month' }).click();
  await page.getByRole('option', { name: monthName }).click();
}

const figure = (page: Page, group: string, label: string) =>
  page
    .getByRole('region', { name: group, exact: true })
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .getByRole('definition');

test('an operator finds out what was sold, recognized and used in a month', async ({ windowOf, baseURL }) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  await layOutBusiness(store, business);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Overview' }).click();
  await chooseQuietMonth(admin);

  const credits = sum(delivered.map((one) => one.credits));
  await expect(figure(admin, 'Money', 'Sales')).toContainText(
    dollars(sum(business.sold.map(({ cents }) => cents))),
  );
  await expect(figure(admin, 'Money', 'Recognized revenue')).toContainText(
    dollars(sum(delivered.map(({ revenueCents }) => revenueCents))),
  );
  const sold = sum(business.sold.map((one) => one.credits));
  await expect(figure(admin, 'Credits', 'Sold')).toContainText(sold.toLocaleString('en-US'));
  await expect(figure(admin, 'Credits', 'Used')).toContainText(credits.toLocaleString('en-US'));
  await expect(figure(admin, 'Credits', 'Expired')).toContainText(`${business.lapsedCredits}`);
  const share = delivered.length / business.work.length;
  await expect(figure(admin, 'Activity', 'Success rate')).toContainText(`${Math.round(share * 1000) / 10}%`);

  const address = admin.url();
  await admin.goto('/history');
  await admin.goto(address);
  await expect(figure(admin, 'Credits', 'Used')).toContainText(credits.toLocaleString('en-US'));
});

test('an operator finds out which margin each model made, and how long each took', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  await layOutBusiness(store, business);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Analytics' }).click();
  await chooseQuietMonth(admin);
  for (const [model, name] of Object.entries(named)) {
    const own = business.work.filter((one) => one.model === model);
    const revenue = sum(own.filter(({ failed }) => !failed).map(({ revenueCents }) => revenueCents));
    const cost = sum(own.map(({ costCents }) => costCents));
    const row = admin
      .getByRole('list', { name: 'Margin by model' })
      .getByRole('listitem')
      .filter({ hasText: name });
    await expect(row).toContainText(`${Math.round(((revenue - cost) / revenue) * 1000) / 10}%`);
    await expect(row).toContainText(`${dollars(revenue)} revenue − ${dollars(cost)} cost`);
  }

  await admin.getByRole('radio', { name: 'Reliability' }).click();
  await admin
    .getByRole('region', { name: 'Time by model' })
    .getByRole('button', { name: 'Show as table' })
    .click();
  for (const [model, name] of Object.entries(named)) {
    const took = delivered.filter((one) => one.model === model).map(({ tookMs }) => tookMs);
    const exact = took.sort((a, b) => a - b)[Math.ceil(0.95 * took.length) - 1] ?? 0;
    const row = admin
      .getByRole('table', { name: 'Time by model' })
      .getByRole('row')
      .filter({ hasText: name });
    const seconds = Number.parseFloat((await row.getByRole('cell').last().textContent()) ?? '');
    // Within 2%, and the second that the page rounds down to.
    expect(Math.abs(seconds * 1000 - exact)).toBeLessThan(0.02 * exact + 1_000);
  }
});

test('an operator finds out when it is busy, with the arrow keys', async ({ windowOf, baseURL }) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  await layOutBusiness(store, business);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Analytics' }).click();
  await chooseQuietMonth(admin);
  await admin.getByRole('radio', { name: 'Credits' }).click();
  const weekday = (day: string) =>
    new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(day));
  const counts = new Map<string, number>();
  for (const { day, hour } of business.work) {
    const cell = `${weekday(day)} ${hour}:00`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const [busiest = '', most = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const card = admin.getByRole('region', { name: 'Busy hours' });
  await expect(card).toContainText(`busiest: ${busiest}`);
  const map = card.getByRole('slider', { name: 'Activities' });
  await map.focus();
  const [name = '', hour = ''] = busiest.split(' ');
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  for (let at = 0; at < days.indexOf(name); at++) await admin.keyboard.press('ArrowDown');
  for (let at = 0; at < Number.parseInt(hour, 10); at++) await admin.keyboard.press('ArrowRight');
  await expect(map).toHaveAttribute('aria-valuetext', `${busiest}: ${most}`);
});

test('an operator finds out who spent most this week, and an account leads to its page', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  await layOutDay(store, addDays(today, -1), { 'demo-low': 900_000, 'demo-second': 500_000 });
  await layOutDay(store, addDays(today, -2), { 'demo-second': 300_000 });
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Overview' }).click();
  await admin.getByRole('radio', { name: '7 days' }).click();
  const top = admin.getByRole('list', { name: 'Top accounts' }).getByRole('listitem');
  await expect(top.nth(0)).toContainText('Lena Low');
  await expect(top.nth(0)).toContainText(dollars(900_000));
  await expect(top.nth(1)).toContainText('Noah Second');
  await expect(top.nth(1)).toContainText(dollars(800_000));
  await top.nth(0).getByRole('link').click();
  await expect(admin).toHaveURL(/\/admin\/people\/demo-low/);
});

test('an operator finds out how many guests signed up and bought', async ({ windowOf, baseURL }) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  await layOutBusiness(store, business);
  await layOutCohort(store, `${quietMonth}-10`, {
    ...{ visitors: 400, guests: 200, accounts: 150, buyers: 40 },
    ...{ guestAccounts: 50, guestBuyers: 12 },
  });
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Analytics' }).click();
  await chooseQuietMonth(admin);
  await admin.getByRole('radio', { name: 'Accounts' }).click();
  const steps = admin.getByRole('list', { name: 'From guest to buyer' }).getByRole('listitem');
  await expect(steps.nth(0)).toContainText('200');
  await expect(steps.nth(1)).toContainText('50');
  await expect(steps.nth(1)).toContainText('25%');
  await expect(steps.nth(2)).toContainText('12');

  const cohorts = admin.getByRole('region', { name: 'Cohorts by week of the first visit' });
  await cohorts.getByRole('slider').focus();
  await admin.keyboard.press('Home');
  await expect(cohorts.getByRole('slider')).toHaveAttribute(
    'aria-valuetext',
    /Have bought 40, Account, nothing bought 110, Guest only 250/,
  );
  await cohorts.getByRole('button', { name: 'Show as table' }).click();
  await expect(cohorts.getByRole('row').nth(1)).toContainText('40020015040501226.7%');
  const [file] = await Promise.all([
    admin.waitForEvent('download'),
    cohorts.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain(',400,200,150,40,50,12,');
});

test('an operator finds out which functions fail and which are slow', async ({ windowOf, baseURL }) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  const day = `${quietMonth}-07`;
  await layOutCalls(store, [
    { day, name: 'generate', tookMs: [900, 1_100, 20_000, 21_000], faults: 3 },
    { day, name: 'openAccount', tookMs: [50, 60, 70], faults: 0 },
    { day: `${quietMonth}-09`, name: 'openAccount', tookMs: [80], faults: 1 },
  ]);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Analytics' }).click();
  await chooseQuietMonth(admin);
  await admin.getByRole('radio', { name: 'Server' }).click();
  const faulty = admin.getByRole('list', { name: 'Server errors by function' }).getByRole('listitem');
  await expect(faulty.nth(0)).toContainText('generate');
  await expect(faulty.nth(0)).toContainText('of 4 calls');
  await expect(faulty.nth(1)).toContainText('openAccount');
  const byDay = admin.getByRole('region', { name: 'Server errors by day' });
  await byDay.getByRole('slider').focus();
  await admin.keyboard.press('Home');
  for (let at = 1; at < 7; at++) await admin.keyboard.press('ArrowRight');
  await expect(byDay.getByRole('slider')).toHaveAttribute('aria-valuetext', /generate 3, openAccount 0/);
  await admin
    .getByRole('region', { name: 'Time by function' })
    .getByRole('button', { name: 'Show as table' })
    .click();
  const row = admin.getByRole('table', { name: 'Time by function' }).getByRole('row').nth(1);
  await expect(row).toContainText('generate');
  const p95 = Number.parseFloat((await row.getByRole('cell').last().textContent()) ?? '');
  expect(Math.abs(p95 / 21 - 1)).toBeLessThan(0.06);
  await admin.reload();
  await expect(faulty.nth(0)).toContainText('generate');
});

test('the month-end pack of a month is downloaded, and its liability adds up', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  await layOutBusiness(store, business);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Analytics' }).click();
  await chooseQuietMonth(admin);
  await admin.getByRole('radio', { name: 'Money' }).click();
  const pack = admin.getByRole('region', { name: 'Month-end pack' });
  const [file] = await Promise.all([
    admin.waitForEvent('download'),
    pack.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`roll-forward-usd-${quietMonth}.csv`);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
  const all = (lines.find((line) => line.startsWith('All sources')) ?? '').split(',').slice(1).map(Number);
  const closing = all.at(-1) ?? Number.NaN;
  expect(sum(all.slice(0, -1))).toBeCloseTo(closing, 6);
  expect(all[1]).toBe(sum(business.sold.map(({ cents }) => cents)) / 100);
});

test('an operator sees the month to date beside the month before, and what it will come to', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  const before = makeBusiness(monthOf(addDays(`${monthOf(today)}-01`, -1)));
  await layOutBusiness(store, before);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Overview' }).click();
  const card = admin.getByRole('region', { name: 'Credits used, with projection' });
  const fact = (label: string) =>
    card
      .locator('dl > div')
      .filter({ has: admin.getByText(label, { exact: true }) })
      .getByRole('definition');
  const used = sum(before.work.filter(({ failed }) => !failed).map((one) => one.credits));
  await expect(fact('Month before').first()).toContainText(used.toLocaleString('en-US'));
  await expect(fact('Projected for the month').first()).toContainText(/\d/);
  await expect(fact('Projected for the month').last()).toContainText('80% likely');
  await card.getByRole('button', { name: 'Show as table' }).click();
  const last = card.getByRole('table').getByRole('row').last();
  const [, , median = 0, low = 0, high = 0] = (await last.getByRole('cell').allTextContents()).map((text) =>
    Number(text.replaceAll(',', '')),
  );
  expect(low).toBeLessThanOrEqual(median);
  expect(median).toBeLessThanOrEqual(high);
  await expect(admin.getByRole('region', { name: /^Sales \(USD\), with projection/ })).toContainText(
    dollars(sum(before.sold.map(({ cents }) => cents))),
  );
});

test('a month is compared with Stripe when asked, and never said to tie while Stripe is out of reach', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  await layOutHead(store);
  await layOutBusiness(store, business);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Analytics' }).click();
  await chooseQuietMonth(admin);
  await admin.getByRole('radio', { name: 'Money' }).click();
  const tie = admin.getByRole('region', { name: 'Journal and Stripe' });
  const ask = tie.getByRole('button', { name: 'Compare with Stripe' });
  await admin.route('**/compareMonthWithStripe', (route) => route.abort());
  await ask.click();
  await expect(tie.getByText('Not compared')).toBeVisible();
  await expect(tie.getByRole('status')).toHaveCount(0);
  await admin.unroute('**/compareMonthWithStripe');
  // Nothing of what is laid out here was paid at the stand-in for Stripe.
  await ask.click();
  await expect(tie.getByRole('status')).toContainText(/differs from Stripe|ties to Stripe/);
  await expect(tie.getByText('Not compared')).toHaveCount(0);
});

test('charts are part of the pages that show one, and of no other', async () => {
  const assets = join(import.meta.dirname, '../../dist/assets');
  const names = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const codeOf = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(assets, name), 'utf8')] as const)),
  );
  const importsOf = (name: string) =>
    [...(codeOf.get(name) ?? '').matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)].map(
      ([, file]) => file ?? '',
    );
  const loads = (name: string, seen = new Set<string>()): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    return (
      (codeOf.get(name) ?? '').includes('visx-axis') || importsOf(name).some((file) => loads(file, seen))
    );
  };
  const pages = names.filter((name) => /-(page|route)-/.test(name));
  expect(pages.length).toBeGreaterThan(15);
  expect(pages.filter((name) => loads(name)).map((name) => name.replace(/-page-.*/, ''))).toEqual([
    'analytics',
    'dashboard',
    'overview',
  ]);
  expect(names.filter((name) => name.startsWith('index-')).some((name) => loads(name))).toBe(false);
});
