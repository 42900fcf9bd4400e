import { expect } from '@playwright/test';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

test('a suspended user appeals, sees it wait, and reads why it was upheld; the next one is lifted', async ({
  windowOf,
  baseURL,
}) => {
  const store = new Store(baseURL);
  const [user, admin] = [await windowOf('Noah Second'), await windowOf('Ada Admin')];
  await admin.goto('/admin/people/demo-second');
  const setStatus = async (action: 'Suspend' | 'Reinstate', reason: string) => {
    await admin.goto('/admin/people/demo-second');
    await admin.getByRole('button', { name: action, exact: true }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await dialog.getByRole('button', { name: action }).click();
    await expect(dialog.getByRole('status')).toBeVisible();
    await dialog.getByRole('button', { name: 'Done' }).click();
  };
  const appeal = async (text: string) => {
    await user.goto('/account');
    const form = user.getByRole('form', { name: 'Appeal' });
    await form.getByRole('textbox').fill(text);
    await form.getByRole('button', { name: 'Send appeal' }).click();
    await expect(user.getByRole('region', { name: 'Your appeal' })).toContainText('Your appeal was sent on');
  };
  const decide = async (decision: 'Lift suspension' | 'Uphold suspension', text: string, reason: string) => {
    await admin.goto('/admin/abuse');
    await expect(admin.getByRole('link', { name: /Abuse.*open appeal/ }).first()).toBeVisible();
    const appeals = admin.getByRole('region', { name: 'Appeals', exact: true });
    await appeals.getByRole('listitem').filter({ hasText: text }).getByRole('button').click();
    const sheet = admin.getByRole('dialog', { name: 'Appeal' });
    await expect(sheet.getByRole('region', { name: 'The account' })).toContainText('Spent');
    await expect(sheet.getByRole('region', { name: 'Suspensions' })).toContainText('Suspended account');
    await expect(sheet.getByRole('region', { name: 'Signs of abuse' })).toContainText('Prompt refused');
    await expect(sheet.getByRole('region', { name: 'Rejected requests' })).toContainText('1 ×');
    await sheet.getByRole('button', { name: decision }).click();
    const dialog = admin.getByRole('dialog', { name: /the suspension$/ });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await dialog.getByRole('button', { name: decision }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
  };
  try {
    const [first, second] = [uniquePrompt('It was my brother'), uniquePrompt('It was a test')];
    const tile = await generatePicture(user, uniquePrompt('How to make a pipe bomb'));
    await expect(tile).toContainText('This prompt is not allowed');
    await setStatus('Suspend', 'Too many prompts');
    await appeal(first);
    await decide('Uphold suspension', first, 'Your brother is you');
    const upheld = user.getByRole('region', { name: 'Your appeal' });
    await expect(upheld).toContainText('the suspension stays');
    await expect(upheld).toContainText('Your brother is you');
    await expect(user.getByRole('form', { name: 'Appeal' })).toHaveCount(0);

    await setStatus('Reinstate', 'Waited long enough');
    await setStatus('Suspend', 'Again');
    await appeal(second);
    await decide('Lift suspension', second, 'You were right');
    const lifted = user.getByRole('region', { name: 'Your appeal' });
    await expect(lifted).toContainText('Your appeal was accepted');
    await expect(lifted).toContainText('You were right');
  } finally {
    await store.setAccountStatus('demo-second', { status: 'active', reason: null });
  }
});
