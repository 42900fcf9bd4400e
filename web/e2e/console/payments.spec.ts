import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type Billing,
  creditsToMicros,
  DAY_MS,
  NO_TOP_UPS,
  presets,
  type RequestOf,
} from '@firemeter/functions/contract';
import { expect, type Locator, type Page } from '@playwright/test';
import { v7 } from 'uuid';
import { largeSpending } from '../../../scripts/stack/emulators/large-spending.ts';
import type { DemoClient } from '../../../scripts/stack/local/demo-client.ts';
import { PublishedPrices } from '../support/catalog.ts';
import { clientOf } from '../support/demo-client.ts';
import { layOutPayments } from '../support/payments.ts';
import { shownCredits, test } from '../support/people.ts';
import { Store } from '../support/store.ts';

const lena = 'low@demo.firemeter';
const patience = { timeout: 60_000 };

/** Chooses a pack and comes to the page at which it is paid. */
async function goToCheckout(page: Page, pack: string): Promise<void> {
  await page.getByRole('link', { name: 'Credits', exact: true }).click();
  await page.getByRole('button', { name: `Buy the ${pack} pack` }).click();
  const order = page.getByRole('dialog', { name: 'Your order' });
  await expect(order.getByRole('link', { name: 'terms of sale' })).toBeVisible();
  await order.getByRole('button', { name: 'Continue to payment' }).click();
  await page.waitForURL(/\/checkout\//, patience);
}

async function buy(page: Page, pack: string): Promise<void> {
  await goToCheckout(page, pack);
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.waitForURL(/\/billing\/return/, patience);
}

function balanceOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Balance' });
}

test('a pack is chosen and paid, its credits arrive without a refresh, and its receipt and its lot are found', async ({
  windowOf,
}) => {
  const page = await windowOf('Noah Second');
  const before = await shownCredits(page);

  await test.step('a checkout that is left buys nothing', async () => {
    await goToCheckout(page, 'Creator');
    await page.getByText('Cancel', { exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Nothing was bought' })).toBeVisible(patience);
    await page.getByRole('link', { name: 'Back to the packs' }).click();
    await expect.poll(() => shownCredits(page)).toBe(before);
  });

  await buy(page, 'Creator');
  await page.evaluate(() => Object.assign(window, { notRefreshed: true }));
  await expect(page.getByRole('heading', { name: '500 credits are yours' })).toBeVisible(patience);
  await expect.poll(() => shownCredits(page)).toBe(before + 500);
  expect(await page.evaluate(() => 'notRefreshed' in window)).toBe(true);

  await page.getByRole('link', { name: 'See the receipt' }).click();
  const receipt = page.getByRole('dialog', { name: 'Receipt' });
  await expect(receipt).toContainText('$40.00');
  await expect(receipt).toContainText('for 500 credits');
  await expect(receipt.getByRole('link', { name: 'Receipt from Stripe' })).toBeVisible();
  await receipt.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: /^Creator pack.*Paid \$40\.00/ }).first()).toBeVisible();

  await page.getByRole('region', { name: 'Balance' }).getByRole('link').click();
  await page.getByRole('link', { name: /^Balance:/ }).click();
  const lot = page
    .getByRole('region', { name: 'Credits' })
    .getByRole('listitem')
    .filter({ hasText: 'Purchase' });
  await expect(lot).toContainText('500');
  await lot.getByRole('link', { name: 'Creator pack · $40.00' }).click();
  await expect(page.getByRole('dialog', { name: 'Receipt' })).toContainText('Remaining500 credits');
  await page.keyboard.press('Escape');

  await test.step('the card that was saved buys another pack at one press, at the price on the button', async () => {
    await expect(page.getByRole('region', { name: 'Card and invoices' })).toContainText('Visa •••• 4242');
    await page.getByRole('link', { name: 'Credits', exact: true }).click();
    await page.getByRole('button', { name: 'Buy the Starter pack' }).click();
    await page.getByRole('button', { name: 'Pay $10.00 with Visa •••• 4242' }).click();
    await expect(page.getByRole('heading', { name: '100 credits are yours' })).toBeVisible(patience);
    await expect.poll(() => shownCredits(page)).toBe(before + 600);
  });
});

test('a refund of what was spent is shown as a debt to its person, and the next credits settle it', async ({
  windowOf,
  baseURL,
}) => {
  const client = clientOf(baseURL);
  const creator = await windowOf('Lena Low');
  await buy(creator, 'Starter');
  await expect(creator.getByRole('heading', { name: '100 credits are yours' })).toBeVisible(patience);
  await expect.poll(() => shownCredits(creator)).toBeGreaterThan(100);
  await spend(await shownCredits(creator), { client, baseURL });
  await expect.poll(() => shownCredits(creator)).toBeLessThan(10);
  // The last of several requests, too, shows before the balance is taken down.
  const inStore = await new Store(baseURL).credits('demo-low');
  await expect.poll(async () => Math.abs((await shownCredits(creator)) - inStore)).toBeLessThan(0.01);
  const left = await shownCredits(creator);

  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Payments' }).click();
  await admin.getByRole('radio', { name: 'By person' }).click();
  await admin.getByRole('searchbox', { name: 'Person' }).fill('low@');
  await admin.getByRole('button', { name: /low@demo.firemeter/ }).click();
  await admin
    .getByRole('button', { name: /Starter pack/ })
    .first()
    .click();
  const refund = admin.getByRole('form', { name: 'Refund' });
  await refund.getByRole('button', { name: 'Refund', exact: true }).click();
  await expect(refund.getByText('The reason is kept in the audit log.')).toBeVisible();
  await refund.getByRole('textbox', { name: 'Reason' }).fill('Bought by mistake');
  await refund.getByRole('button', { name: 'Refund', exact: true }).click();
  const question = admin.getByRole('alertdialog', { name: 'Refund $10.00?' });
  // Whom it is about, and what it does, before it is done.
  await expect(question).toContainText(/To.*@.*Money\$10\.00 of \$10\.00 goes back/);
  await expect(question).toContainText('Credits taken');
  await expect(question).toContainText('Owed for spent credits');
  await question.getByRole('button', { name: 'Refund' }).click();
  await expect(admin.getByRole('dialog', { name: 'Payment' })).toContainText('Refunded', patience);

  const owed = 100 - left;
  await expect(balanceOf(creator)).toContainText(`${owed} owed`, patience);
  await expect(creator.getByRole('heading', { name: 'This payment was taken back' })).toBeVisible();
  await creator.getByRole('link', { name: 'Your payments' }).click();
  await expect(creator.getByRole('dialog', { name: 'Receipt' })).toContainText('$10.00 was refunded');
  await creator.keyboard.press('Escape');

  const grant = { amountMicros: creditsToMicros(owed + 1), source: 'bonus', expiresAtMs: null } as const;
  const request = { requestId: v7(), to: { email: lena }, reason: 'A test has ended', ...grant };
  await client.call('grantCreditsToUser', { as: 'admin@demo.firemeter', request });
  await expect(balanceOf(creator)).not.toContainText('owed');
  await expect.poll(() => shownCredits(creator)).toBe(1);
});

test('plans are compared by month and year, and with a saved card a top-up is turned on, kept, and turned off', async ({
  windowOf,
  baseURL,
}) => {
  const store = new Store(baseURL);
  const page = await windowOf('Ada Admin');
  await store.setBilling('demo-admin', billingOf('demo-admin'));
  try {
    await page.getByRole('link', { name: 'Credits', exact: true }).click();
    await expect(page.getByRole('article', { name: 'Plus plan' })).toContainText('Your plan');
    await page.getByRole('radio', { name: /Yearly/ }).click();
    const max = page.getByRole('article', { name: 'Max plan' });
    await expect(max).toContainText('$490.00 per year');
    await max.getByRole('button', { name: 'Switch to this plan' }).click();
    await expect(page.getByRole('dialog', { name: 'Change your plan' })).toContainText('$490.00 per year');
    await page.keyboard.press('Escape');

    await page.getByRole('main').getByRole('link', { name: 'Payments' }).click();
    await expect(page.getByRole('region', { name: 'Plan', exact: true })).toContainText('It renews on');
    const topUp = page.getByRole('region', { name: 'Automatic top-up' });
    const isOn = topUp.getByRole('switch', { name: 'Automatic top-up' });
    await expect(isOn).not.toBeChecked();
    await isOn.click();
    await topUp.getByRole('spinbutton', { name: 'Monthly maximum' }).fill('5');
    await topUp.getByRole('button', { name: 'Turn on' }).click();
    await expect(topUp.getByText('At least $10.00: one of these packs.')).toBeVisible();
    await topUp.getByRole('spinbutton', { name: 'Monthly maximum' }).fill('30');
    await topUp.getByRole('button', { name: 'Turn on' }).click();
    await expect(topUp.getByText('$0.00 of $30.00 charged this month')).toBeVisible(patience);
    await isOn.click();
    await expect(isOn).not.toBeChecked();
    await expect(topUp.getByText('charged this month')).toHaveCount(0);
  } finally {
    await store.removeBilling('demo-admin');
  }
});

test('the plan of a suspended account is paused, and nothing can be bought with it', async ({
  windowOf,
  baseURL,
}) => {
  const store = new Store(baseURL);
  const page = await windowOf('Noah Second');
  await store.setBilling('demo-second', billingOf('demo-second'));
  try {
    await page.goto('/billing');
    const plan = page.getByRole('region', { name: 'Plan', exact: true });
    await expect(plan).toContainText('It renews on');
    await store.setAccountStatus('demo-second', { status: 'suspended', reason: 'Under review' });
    await expect(plan).toContainText('Paused');
    await expect(plan).toContainText('Until it is reinstated nothing is charged');
    await expect(plan).not.toContainText('It renews on');
    await expect(plan.getByRole('link', { name: 'Change plan' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Credits', exact: true }).click();
    await expect(page.getByText('Nothing can be bought until it is reinstated')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Buy/ }).first()).toBeDisabled();
  } finally {
    await store.setAccountStatus('demo-second', { status: 'active', reason: null });
    await store.removeBilling('demo-second');
  }
});

/** As an app would that does the work itself. */
async function spend(
  credits: number,
  { client, baseURL }: { client: DemoClient; baseURL: string | undefined },
): Promise<void> {
  const catalogVersion = await new PublishedPrices(baseURL).version();
  for (const { priceMicros, ...what } of largeSpending(presets.studio, creditsToMicros(credits))) {
    const hold: RequestOf<'validateAndDeductCredits'> = {
      ...what,
      requestId: v7(),
      prompt: `For a test ${randomUUID()}`,
      shownPriceMicros: priceMicros,
      catalogVersion,
    };
    await client.call('validateAndDeductCredits', { as: lena, request: hold });
    const { requestId } = hold;
    await client.call('updateAIActivityStatus', {
      as: lena,
      request: { requestId, status: 'completed' },
    });
  }
}

function billingOf(uid: string): Billing {
  const card = {
    paymentMethodId: 'pm_test',
    brand: 'visa',
    last4: '4242',
    expiresMonth: 8,
    expiresYear: 2030,
  };
  const now = Date.now();
  return {
    schemaVersion: 1,
    uid,
    customerId: 'cus_test',
    card,
    subscription: {
      subscriptionId: 'sub_test',
      plan: 'plus',
      interval: 'month',
      status: 'active',
      periodStartMs: now - 10 * DAY_MS,
      periodEndMs: now + 20 * DAY_MS,
      isCancelled: false,
      endsAtMs: null,
      next: null,
      terms: null,
      asOfMs: now,
    },
    paidPlan: null,
    otherSubscriptions: null,
    nextAllotmentAt: null,
    topUp: null,
    topUpState: NO_TOP_UPS,
    disputes: [],
  };
}

test('an admin filters all payments by currency, kind, status and day, and a link restores the view', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const day = '2024-02-11';
  const times = [`${day}T09:00:00Z`, `${day}T10:00:00Z`, '2024-02-13T10:00:00Z'];
  await layOutPayments(store, [
    { id: 'demo-second_list1', currency: 'eur', state: 'paid', createdAt: new Date(times[0] ?? 0) },
    { id: 'demo-low_list2', currency: 'eur', state: 'refunded', createdAt: new Date(times[1] ?? 0) },
    { id: 'demo-low_list3', currency: 'eur', state: 'paid', createdAt: new Date(times[2] ?? 0) },
  ]);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Payments' }).click();
  await admin.getByLabel('From day').fill('2024-02-10');
  await admin.getByLabel('To day').fill('2024-02-12');
  const rows = admin.getByRole('list', { name: 'Payments' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('Refunded');
  await expect(rows.nth(1)).toContainText('second@');
  await admin.getByRole('combobox', { name: 'Status' }).click();
  await admin.getByRole('option', { name: 'Paid', exact: true }).click();
  await expect(rows).toHaveCount(1);
  await admin.getByRole('radio', { name: 'Plans' }).click();
  await expect(admin.getByText('No payment matches these filters.')).toBeVisible();
  await admin.getByRole('radio', { name: 'Packs' }).click();
  await expect(rows).toHaveCount(1);
  const [file] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const csv = await readFile(await file.path(), 'utf8');
  expect(csv.trim().split('\n')).toHaveLength(2);
  expect(csv).toContain('demo-second_list1');
  await rows.nth(0).getByRole('button').click();
  await expect(admin.getByRole('dialog', { name: 'Payment' })).toContainText('List pack');
  await admin.reload();
  await expect(admin.getByRole('dialog', { name: 'Payment' })).toContainText('List pack');
  await admin.keyboard.press('Escape');
  await expect(rows).toHaveCount(1);
});
