import { expect } from '@playwright/test';
import { follow, test } from '../support/people.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

test('the dashboard counts what is spent while it is open, and keeps its range in the address', async ({
  windowOf,
}) => {
  const page = await windowOf('Mia Creator');
  await follow(page, 'Dashboard');
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
  await follow(page, 'Dashboard');
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

  await follow(page, 'Dashboard');
  await caps.getByRole('button', { name: 'Change' }).click();
  await caps.getByRole('textbox', { name: 'Most credits a day' }).fill('');
  await caps.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Caps removed')).toBeVisible();
  await expect(caps.getByRole('button', { name: 'Set a cap' })).toBeVisible();
});

test('a cap of a label rejects its requests alone, shows its use, and can be changed and removed', async ({
  windowOf,
}) => {
  const page = await windowOf('Noah Second');
  const name = uniquePrompt('Film').slice(0, 40);
  const label = page.getByRole('textbox', { name: 'Label' });
  await label.fill(name);
  await generatePicture(page, uniquePrompt('A harbor'));

  await follow(page, 'Dashboard');
  const caps = page.getByRole('region', { name: 'Caps by label' });
  await caps.getByRole('button', { name: 'Add a label' }).click();
  await caps.getByRole('list', { name: 'Labels of recent requests' }).getByRole('button', { name }).click();
  await expect(caps.getByRole('button', { name: 'Save' })).toBeDisabled();
  await caps.getByRole('textbox', { name: 'Most credits a day' }).fill('5');
  await caps.getByRole('button', { name: 'Save' }).click();
  await expect(caps).toContainText(/0 of 5/);

  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await expect(await generatePicture(page, uniquePrompt('A harbor'))).toContainText('5 spent');
  await expect(page.getByText(`The cap of “${name}” for today is reached`)).toBeVisible();
  await generatePicture(page, uniquePrompt('A harbor'));
  await expect(page.getByText(`The cap of “${name}” is 5 credits a day`).first()).toBeVisible();
  await label.fill('');
  await expect(await generatePicture(page, uniquePrompt('A harbor'))).toContainText('5 spent');

  await follow(page, 'Dashboard');
  await expect(caps).toContainText(/5 of 5/);
  await caps.getByRole('button', { name: `Change the cap of ${name}` }).click();
  await caps.getByRole('textbox', { name: 'Most credits a day' }).fill('20');
  await caps.getByRole('button', { name: 'Save' }).click();
  await expect(caps).toContainText(/5 of 20/);
  await caps.getByRole('button', { name: `Remove the cap of ${name}` }).click();
  await expect(page.getByText(`The cap of “${name}” was removed`)).toBeVisible();
  await expect(caps.getByText(name, { exact: true })).toHaveCount(0);
});
