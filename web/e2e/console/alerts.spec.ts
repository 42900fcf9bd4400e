import { collections } from '@firemeter/functions/contract';
import { expect } from '@playwright/test';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';

test('an admin changes a rule with a reason, finds it in the audit log, and puts it back', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: /^Alerts/ }).click();
  await expect(admin.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
  await admin.getByRole('radio', { name: 'Rules' }).click();
  await expect(admin).toHaveURL(/view=rules/);

  const rules = admin.getByRole('list', { name: 'Rules' });
  await rules.getByRole('button', { name: 'Many refunds' }).click();
  await expect(admin).toHaveURL(/rule=refunds/);
  const form = admin.getByRole('form', { name: 'Rule' });
  await form.getByRole('spinbutton', { name: 'From' }).fill('3');
  await form.getByRole('button', { name: 'Save rule' }).click();
  await expect(form.getByText('The reason is kept in the audit log.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Reason' }).fill('Three are unusual here');
  await form.getByRole('button', { name: 'Save rule' }).click();
  await expect(rules.getByRole('listitem').filter({ hasText: 'Many refunds' })).toContainText(
    '3 or more within 24 hours',
  );

  await rules.getByRole('button', { name: 'Many refunds' }).click();
  await form.getByRole('textbox', { name: 'Reason' }).fill('Back to the default');
  await form.getByRole('button', { name: 'Reset to default' }).click();
  await expect(rules.getByRole('listitem').filter({ hasText: 'Many refunds' })).toContainText(
    '5 or more within 24 hours',
  );
});

test('a link to a rule opens it, and closing it leaves the list', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/alerts?view=rules&rule=error-rate');
  const sheet = admin.getByRole('dialog', { name: 'High error rate' });
  await expect(sheet.getByRole('spinbutton', { name: 'From' })).toHaveValue('20');
  await admin.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(admin.getByRole('list', { name: 'Rules' })).toBeVisible();
});

test('the overview names what is alerting, worst first, and leads to it; what is resolved leaves both', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const run = Date.now();
  const alert = {
    ...{ schemaVersion: 1, accountId: null, traceId: null, resolvedAt: null, rule: null },
    ...{ acknowledged: null, resolvedBy: null, createdAt: new Date(run) },
  };
  const fault = {
    kind: 'command-failed',
    severity: 'critical',
    subject: `hold ${run}`,
    code: 'command-failed',
  };
  const refunds = { kind: 'refunds', severity: 'low', rule: 'refunds', subject: '', code: 'refunds' };
  await store.replaceDocument(collections.alerts, `${run}-fault`, { ...alert, ...fault, details: {} });
  await store.replaceDocument(collections.alerts, `${run}-refunds`, {
    ...{ ...alert, ...refunds },
    details: { value: 7 },
  });

  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Overview' }).click();
  const strip = admin.getByRole('main').getByRole('link', { name: /alerts? (is|are) open/ });
  await expect(strip.getByRole('listitem').first()).toContainText('because of a fault in Firemeter');
  await expect(strip.getByRole('listitem').filter({ hasText: '7' })).toBeVisible();
  await strip.click();
  await expect(admin.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
  const card = admin
    .getByRole('listitem')
    .filter({ hasText: 'because of a fault in Firemeter' })
    .filter({ hasText: String(run) });
  await card.getByRole('button', { name: 'Resolve' }).click();
  const dialog = admin.getByRole('alertdialog', { name: 'Resolve this alert?' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Repaired');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(card).toHaveCount(0);
  await admin.getByRole('link', { name: 'Overview' }).click();
  await expect(strip.getByRole('listitem').filter({ hasText: '7' })).toBeVisible();
  await expect(strip.getByText('because of a fault in Firemeter')).toHaveCount(0);
});
