import { expect } from '@playwright/test';
import { test } from './support/people.ts';
import { generatePicture, uniquePrompt } from './support/studio.ts';

test('the dashboard counts what is spent while it is open, and keeps its range in the address', async ({
  windowOf,
}) => {
  const page = await windowOf('Mia Creator');
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
  const spending = page.getByRole('region', { name: 'Spending' });
  const requests = spending.getByText(/in [\d,]+ requests?/);
  await expect(requests).toBeVisible();
  const before = Number((await requests.innerText()).replace(/\D/g, ''));

  const studio = await windowOf('Mia Creator');
  const tile = await generatePicture(studio, uniquePrompt('A lighthouse'));
  await expect(tile).toContainText('5 spent');
  await expect(requests).toHaveText(new RegExp(`in ${before + 1} requests?`));

  await spending.getByRole('radio', { name: 'Model' }).click();
  await expect(spending.getByRole('list', { name: 'Spending by part' })).toContainText('Image');
  await spending.getByRole('radio', { name: '7 days' }).click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(page.getByRole('region', { name: 'Forecast' })).toContainText('Not enough data yet');
  await expect(page.getByRole('region', { name: 'Limits' })).toContainText(/[1-9]\d* of 50 per hour/);
  await expect(page.getByRole('region', { name: 'Limits' })).toContainText(/Next one freed in/);
});

test('a cap that somebody sets warns them, rejects what goes beyond it, and can be taken away', async ({
  windowOf,
}) => {
  const page = await windowOf('Noah Second');
  await page.getByRole('link', { name: 'Dashboard' }).click();
  const caps = page.getByRole('region', { name: 'Spending caps' });
  await caps.getByRole('button', { name: 'Set a cap' }).click();
  await caps.getByRole('textbox', { name: 'Most credits a day' }).fill('many');
  await expect(caps.getByRole('button', { name: 'Save' })).toBeDisabled();
  await caps.getByRole('textbox', { name: 'Most credits a day' }).fill('0');
  await caps.getByRole('button', { name: 'Save' }).click();
  await expect(caps).toContainText(/of 0/);
  await expect(page.getByText('Your cap for today is reached')).toBeVisible();

  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await generatePicture(page, uniquePrompt('A lighthouse'));
  await expect(page.getByText('Your spending cap is reached').first()).toBeVisible();
  await expect(page.getByText(/Your cap is 0 credits a day/).first()).toBeVisible();

  await page.getByRole('link', { name: 'Dashboard' }).click();
  await caps.getByRole('button', { name: 'Change' }).click();
  await caps.getByRole('textbox', { name: 'Most credits a day' }).fill('');
  await caps.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Caps removed')).toBeVisible();
  await expect(caps.getByRole('button', { name: 'Set a cap' })).toBeVisible();
});
