import { expect } from '@playwright/test';
import { test } from '../support/people.ts';

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
