import { expect } from '@playwright/test';
import { test } from '../support/people.ts';

test('the chooser says which pack is enough for what somebody plans to make', async ({ windowOf }) => {
  const page = await windowOf('Lena Low');
  await page.goto('/credits');
  const chooser = page.getByRole('region', { name: 'Which pack is enough?' });
  await chooser.getByRole('combobox', { name: 'What' }).click();
  await page.getByRole('option', { name: /^Image/ }).click();
  await chooser.getByRole('spinbutton', { name: 'How many' }).fill('50');
  await expect(chooser).toContainText('That is 250 credits: Creator is enough.');
  await chooser.getByRole('spinbutton', { name: 'How many' }).fill('20');
  await expect(chooser).toContainText('That is 100 credits: Starter is enough.');
  await chooser.getByRole('spinbutton', { name: 'How many' }).fill('3000');
  await expect(chooser).toContainText('3 × Studio');
});

test('packs, plans, payments and top-up are one place', async ({ windowOf }) => {
  const page = await windowOf('Mia Creator');
  await page.goto('/credits');
  const buying = page.getByRole('navigation', { name: 'Buying' });
  await buying.getByRole('link', { name: 'Payments and top-up' }).click();
  await expect(page.getByRole('heading', { name: 'Payments', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Automatic top-up' })).toBeVisible();
  await buying.getByRole('link', { name: 'Packs and plans' }).click();
  await expect(page.getByRole('heading', { name: 'Credits', level: 1 })).toBeVisible();
});
