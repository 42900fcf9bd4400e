import { DAY_MS } from '@firemeter/functions/contract';
import { expect } from '@playwright/test';
import { layOutPayments } from '../support/payments.ts';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';

const dueAtMs = Date.now() + 7 * DAY_MS;
const warning = { warningId: 'issfr_1', type: 'made_with_stolen_card', atMs: Date.now() - DAY_MS };
const dispute = {
  kind: 'dispute',
  amountCents: 1_000,
  state: 'open',
  fee: null,
  dispute: { status: 'needs_response', reason: 'fraudulent', dueAtMs, submissions: 0, asOfMs: 1 },
} as const;

test('staff find payments with a fraud warning, and are offered the refund', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const made = { currency: 'usd', createdAt: new Date() } as const;
  await layOutPayments(store, [
    { ...made, id: 'demo-second_w1', state: 'paid', fraudWarning: { ...warning, isActionable: true } },
    { ...made, id: 'demo-second_w2', state: 'refunded', fraudWarning: { ...warning, isActionable: false } },
    { ...made, id: 'demo-second_w3', state: 'paid' },
  ]);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Payments', exact: true }).click();
  const rows = admin.getByRole('list', { name: 'Payments' }).getByRole('listitem');
  const choose = async (name: string) => {
    await admin.getByRole('combobox', { name: 'Fraud warnings' }).click();
    await admin.getByRole('option', { name }).click();
  };
  await choose('Any fraud warning');
  await expect(rows).toHaveCount(2);
  await choose('Open fraud warning');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Fraud warning');
  await rows.getByRole('button').click();
  const sheet = admin.getByRole('dialog', { name: 'Payment' });
  await expect(sheet.getByRole('region', { name: 'Fraud warning' })).toContainText('stolen card');
});

test('staff see the deadline of a dispute, and prepare evidence that they can change', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const made = { currency: 'usd', createdAt: new Date() } as const;
  await layOutPayments(store, [
    { ...made, id: 'demo-second_d1', state: 'disputed', reversals: { dp_e2e: dispute } },
  ]);
  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/payments?state=disputed');
  const row = admin.getByRole('list', { name: 'Payments' }).getByRole('listitem').first();
  await expect(row).toContainText('Evidence due');
  await row.getByRole('button').click();
  const card = admin.getByRole('region', { name: 'Dispute' });
  await expect(card).toContainText('Evidence needed');
  await expect(card).toContainText('Not authorized by the cardholder');
  await card.getByRole('button', { name: 'Prepare evidence' }).click();
  await expect(card.getByRole('textbox', { name: 'Product and delivery' })).toHaveValue(/100 credits/);
  const explanation = card.getByRole('textbox', { name: 'Explanation' });
  await explanation.fill('');
  await expect(card.getByRole('button', { name: 'Submit evidence' })).toBeDisabled();
  await explanation.fill('The buyer wrote to us about a finished image.');
  await card.getByRole('button', { name: 'Submit evidence' }).click();
  await expect(card.getByText('The reason is kept in the audit log.')).toBeVisible();
  await card.getByRole('textbox', { name: 'Reason' }).fill('Delivered');
  await card.getByRole('button', { name: 'Submit evidence' }).click();
  const question = admin.getByRole('alertdialog', { name: 'Submit this evidence?' });
  await expect(question).toContainText('once');
  await question.getByRole('button', { name: 'Submit evidence' }).click();
  // The stand-in for Stripe has no such dispute: nothing is said to be submitted.
  await expect(card.getByRole('alert')).toBeVisible();
  await expect(card.getByText('not submitted')).toBeVisible();
});
