import { expect } from '@playwright/test';
import { test } from '../support/people.ts';

test('an admin makes an account unlimited and ends it, after a question that names person and effect', async ({
  windowOf,
}) => {
  const creator = await windowOf('Noah Second');
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Payments' }).click();
  await admin.getByRole('radio', { name: 'By person' }).click();
  await admin.getByRole('searchbox', { name: 'Person' }).fill('second@');
  await admin.getByRole('button', { name: /second@demo.firemeter/ }).click();
  const form = admin.getByRole('form', { name: 'Unlimited use' });

  await form.getByRole('button', { name: 'Make unlimited' }).click();
  await expect(form.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(/audit log/);
  await form.getByRole('textbox', { name: 'Reason' }).fill('A partner');
  await form.getByRole('button', { name: 'Make unlimited' }).click();
  const start = admin.getByRole('alertdialog', { name: /^Make .* unlimited\?/ });
  await expect(start).toContainText(/Account.+Effect.*New requests cost nothing/);
  // The account changes before the answer comes. What is typed until then stays.
  const answer = Promise.withResolvers<void>();
  await admin.route('**/setUnlimited', async (route) => {
    const response = await route.fetch();
    await answer.promise;
    await route.fulfill({ response });
  });
  await start.getByRole('button', { name: 'Make unlimited' }).click();
  await expect(form).toContainText('This account is unlimited');
  await expect(creator.getByText('Unlimited credits').first()).toBeAttached();
  await form.getByRole('textbox', { name: 'Reason' }).fill('No partner any more');
  const answered = admin.waitForResponse('**/setUnlimited');
  answer.resolve();
  await answered;
  await expect(form.getByRole('button', { name: 'End unlimited use' })).not.toHaveAttribute(
    'aria-busy',
    'true',
  );
  await admin.unroute('**/setUnlimited');

  await form.getByRole('button', { name: 'End unlimited use' }).click();
  const end = admin.getByRole('alertdialog', { name: /^End unlimited use of/ });
  await expect(end).toContainText('New requests cost credits again.');
  await end.getByRole('button', { name: 'End unlimited use' }).click();
  await expect(form).toContainText('This account pays with credits.');
  await expect(creator.getByText('Unlimited credits')).toHaveCount(0);

  await admin.getByRole('link', { name: 'Audit' }).click();
  await expect(admin.getByRole('button', { name: 'Made Noah Second unlimited' }).first()).toBeVisible();
  await expect(
    admin.getByRole('button', { name: 'Ended unlimited use for Noah Second' }).first(),
  ).toBeVisible();
});
