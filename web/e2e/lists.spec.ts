import { expect, type Locator } from '@playwright/test';
import { follow, test } from './support/people.ts';
import { Store } from './support/store.ts';

/** As many as a history of many pages holds, a hundred of them of one millisecond. */
const many = 361;

test('a history counts all of its requests, shows each of them, and finds what is on no page yet', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const page = await windowOf('Lena Low');
  await follow(page, 'History');
  const main = page.getByRole('main');
  const [count, spent] = [
    main.getByText(/^[\d,]+ requests?$/),
    main.getByText('spent', { exact: true }).locator('..'),
  ];
  const [countBefore, spentBefore] = [await numberIn(count), await numberIn(spent)];
  const atMs = Date.now();
  await store.addActivities('demo-low', many, (n) => ({
    operation: n === many - 1 ? 'video' : 'image',
    kind: n === many - 1 ? 'video' : 'image',
    promptPreview: `Listed ${n}`,
    createdAtMs: n < 100 ? atMs : atMs - n * 1_000,
  }));
  await expect.poll(() => numberIn(count)).toBe(countBefore + many);
  await expect.poll(() => numberIn(spent)).toBe(spentBefore + 2 * many);

  await page.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Video' }).click();
  await expect(main.getByText(`Listed ${many - 1}`)).toBeVisible();
  await page.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'All types' }).click();

  await page.getByRole('searchbox').fill(`listed ${many - 2}`);
  await expect(main.getByText(`Listed ${many - 2}`)).toBeVisible();
  await page.getByRole('searchbox').fill('');

  const rows = main.locator('section li');
  const older = page.getByRole('button', { name: 'Load older' });
  while (await older.isVisible()) {
    await older.click();
    await expect(older.and(page.locator('[aria-busy=true]'))).toHaveCount(0);
  }
  await expect(rows).toHaveCount(countBefore + many);
});

/** The first number that is shown there. */
async function numberIn(place: Locator): Promise<number> {
  const [digits = ''] = (await place.innerText()).match(/[\d,.]+/) ?? [];
  return Number(digits.replaceAll(',', ''));
}

test('an open request stays open and goes on when its row has long left the newest ones', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const admin = await windowOf('Ada Admin');
  const prompt = `Followed ${Date.now()}`;
  const [followedId = ''] = await store.addActivities('demo-second', 1, () => ({
    status: 'processing',
    promptPreview: prompt,
    createdAtMs: Date.now(),
  }));
  await admin.getByRole('link', { name: 'Live AI' }).click();
  await admin.getByRole('button', { name: `Details: ${prompt}` }).click();
  const sheet = admin.getByRole('dialog', { name: 'Request' });
  await expect(sheet).toContainText('Processing');

  const ids = await store.addActivities('demo-low', 700, (n) => ({
    promptPreview: `Pushes ${n}`,
    createdAtMs: Date.now() + n,
  }));
  expect(ids).toHaveLength(700);
  await expect(sheet).toContainText(prompt);
  await store.completeActivity(followedId);
  await expect(sheet).toContainText('Completed');
});

test('what is turned away is counted and listed apart from what failed', async ({ windowOf, baseURL }) => {
  await new Store(baseURL).addRejections('demo-low', 'insufficient-credits', 3);
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Live AI' }).click();
  await expect(admin.getByText('Rejected').first().locator('..')).toContainText(/[1-9]/);
  await admin.getByRole('radio', { name: 'Rejected' }).click();
  await expect(admin.getByRole('list', { name: 'Rejected requests' })).toContainText('Not enough credits');
});
