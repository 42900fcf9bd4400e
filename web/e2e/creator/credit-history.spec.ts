import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { follow, test } from '../support/people.ts';
import { generatePicture, uniquePrompt } from '../support/studio.ts';

const movements = (page: Page) => page.getByRole('table', { name: 'Credit movements, newest first' });

test('a creator follows a picture from its price to what was charged, in the history of credits', async ({
  windowOf,
}) => {
  const page = await windowOf('Mia Creator');
  const tile = await generatePicture(page, uniquePrompt('A lighthouse'));
  await expect(tile).toContainText('5 spent');
  await follow(page, 'History');
  await page.getByRole('radio', { name: 'Credits' }).click();
  await expect(page).toHaveURL(/view=credits/);
  const newest = movements(page).getByRole('row').nth(1);
  await expect(newest).toContainText('Image');
  await expect(newest).toContainText('−5');
  const balance = page.getByLabel('Balance', { exact: true }).getByRole('definition').first();
  await expect(newest.getByRole('cell').last()).toHaveText((await balance.textContent()) ?? '');

  await newest.getByRole('button').click();
  const sheet = page.getByRole('dialog', { name: 'Credit movement' });
  const trail = sheet.getByRole('region', { name: 'Trail' });
  await expect(trail).toContainText('Quoted: 5 credits at most');
  await expect(trail).toContainText('Held: 5 credits');
  await expect(trail).toContainText('Captured: 5 credits');
  await expect(sheet).toContainText('Trace id');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});

test('filters stand in the address, survive a reload and can be cleared', async ({ windowOf }) => {
  const page = await windowOf('Mia Creator');
  await page.goto('/history?view=credits');
  await page.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Granted' }).click();
  await expect(page).toHaveURL(/type=grant/);
  await expect(movements(page)).toContainText('Welcome credits');
  await page.getByRole('searchbox').fill('room to try');
  await expect(page).toHaveURL(/text=room/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('room to try');
  await expect(movements(page)).toContainText('Bonus');
  await expect(movements(page)).not.toContainText('Welcome credits');
  await page.getByRole('searchbox').fill('nothing is called this');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(movements(page)).toContainText('Welcome credits');
  await expect(page).not.toHaveURL(/type=|text=/);
});

test('the history of credits is saved as CSV for accounting', async ({ windowOf }) => {
  const page = await windowOf('Lena Low');
  await page.goto('/history?view=credits');
  await expect(movements(page)).toContainText('Welcome credits');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('firemeter-credits.csv');
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv).toMatch(/^\uFEFFtime_utc,time_local,time_zone,type,/);
  expect(csv).toMatch(/grant,welcome,,,50,0,/);
});

test('a monthly statement is printed with its opening and closing balance', async ({ windowOf }) => {
  const page = await windowOf('Noah Second');
  await page.goto('/history?view=credits');
  await page.getByRole('link', { name: 'Statements' }).click();
  const statement = page.getByRole('article', { name: 'Statement' });
  await expect(statement).toContainText('Opening balance');
  await expect(statement).toContainText('Closing balance');
  await expect(statement.getByRole('region', { name: 'Proof' })).toContainText(/seal/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Studio' })).toBeHidden();
  const pdf = await page.pdf();
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test('movements are filtered by how their work ended', async ({ windowOf }) => {
  const page = await windowOf('Mia Creator');
  await expect(await generatePicture(page, uniquePrompt('A lighthouse'))).toContainText('5 spent');
  await page.goto('/history?view=credits');
  await expect(movements(page)).toContainText('Image');
  const choose = async (status: string) => {
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: status }).click();
  };
  await choose('Completed');
  await expect(page).toHaveURL(/ending=completed/);
  await page.reload();
  await expect(movements(page).getByRole('row').nth(1)).toContainText('Image');
  await expect(movements(page)).not.toContainText('Welcome credits');
  await choose('Failed');
  await expect(page.getByText('No matching movements')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/ending=|type=/);
});
