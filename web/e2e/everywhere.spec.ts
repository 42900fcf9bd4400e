import { expect } from '@playwright/test';
import { test } from './support/people.ts';
import { Store } from './support/store.ts';

test('a link restores the filters of the live page, and Back closes the request that was opened', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/live');
  await admin.getByRole('radio', { name: 'Completed' }).click();
  await admin.getByRole('searchbox').pressSequentially('no such user');
  await expect(admin.getByRole('searchbox')).toHaveValue('no such user');
  await expect(admin).toHaveURL(/view=completed/);
  await expect(admin).toHaveURL(/text=no(\+|%20)such(\+|%20)user/);
  const address = admin.url();
  await admin.goto('/history');
  await admin.goto(address);
  await expect(admin.getByRole('radio', { name: 'Completed' })).toHaveAttribute('data-state', 'on');
  await expect(admin.getByRole('searchbox')).toHaveValue('no such user');

  await admin.goto('/admin/live');
  await admin
    .getByRole('button', { name: /^Details:/ })
    .first()
    .click();
  await expect(admin.getByRole('dialog', { name: 'Request' })).toBeVisible();
  await expect(admin).toHaveURL(/request=/);
  await admin.goBack();
  await expect(admin.getByRole('dialog', { name: 'Request' })).toHaveCount(0);
  await expect(admin).not.toHaveURL(/request=/);
});

test('a link to the history restores its filters and the request that is open', async ({ windowOf }) => {
  const lena = await windowOf('Lena Low');
  await lena.goto('/history?status=completed');
  await expect(lena.getByRole('radio', { name: 'Completed' })).toHaveAttribute('data-state', 'on');
  const row = lena.getByRole('main').getByRole('listitem').getByRole('button', { expanded: false }).first();
  await row.click();
  await expect(lena).toHaveURL(/request=/);
  await lena.reload();
  await expect(
    lena.getByRole('main').getByRole('listitem').getByRole('button', { expanded: true }),
  ).toHaveCount(1);
});

test('every page names its window', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  const titles = {
    '/': 'Studio',
    '/history': 'History',
    '/credits': 'Credits',
    '/admin/live': 'Live AI',
    '/admin/system': 'System',
    '/nowhere': 'Page not found',
  };
  for (const [path, title] of Object.entries(titles)) {
    await admin.goto(path);
    await expect(admin).toHaveTitle(`${title} · Firemeter`);
  }
});

test('the palette goes to a page and finds a person, by keyboard alone', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await admin.keyboard.press('Control+k');
  const box = admin.getByRole('combobox', { name: 'Search pages and people' });
  await expect(box).toBeFocused();
  await box.pressSequentially('audi');
  await admin.keyboard.press('Enter');
  await expect(admin.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible();

  await admin.keyboard.press('Control+k');
  await box.pressSequentially('lena');
  await expect(admin.getByRole('option', { name: /Lena Low/ })).toBeVisible();
  await admin.keyboard.press('Enter');
  await expect(admin).toHaveURL(/demo-low/);
  await expect(admin.getByRole('dialog')).toHaveCount(0);
});

test('somebody without a role finds their own pages in the palette, and nobody else', async ({
  windowOf,
}) => {
  const mia = await windowOf('Mia Creator');
  await mia.getByRole('button', { name: 'Search pages and people' }).click();
  await mia.getByRole('combobox', { name: 'Search pages and people' }).pressSequentially('lena');
  await expect(mia.getByText('Nothing found.')).toBeVisible();
  await mia.getByRole('combobox', { name: 'Search pages and people' }).fill('live');
  await expect(mia.getByRole('option', { name: 'Live AI' })).toHaveCount(0);
  await mia.getByRole('combobox', { name: 'Search pages and people' }).fill('hist');
  await expect(mia.getByRole('option', { name: 'History' })).toBeVisible();
});

test('shortcuts go to pages, are listed by a question mark, rest while one writes and can be turned off', async ({
  windowOf,
}) => {
  const mia = await windowOf('Mia Creator');
  await mia.goto('/credits');
  await expect(mia.getByRole('heading', { name: 'Credits', level: 1 })).toBeVisible();
  await mia.keyboard.press('g');
  await mia.keyboard.press('h');
  await expect(mia.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
  await mia.keyboard.press('/');
  await expect(mia.getByRole('searchbox')).toBeFocused();
  await mia.keyboard.type('?gc');
  await expect(mia.getByRole('searchbox')).toHaveValue('?gc');
  await mia.getByRole('searchbox').blur();
  await mia.keyboard.press('?');
  const list = mia.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toContainText('History');
  await list.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await mia.keyboard.press('Escape');
  await mia.keyboard.press('?');
  await expect(list).toHaveCount(0);
});

test('a shortcut that is pressed in the moment in which a page appears works', async ({ windowOf }) => {
  const mia = await windowOf('Mia Creator');
  await mia.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('h1')?.textContent !== 'Credits') return;
      observer.disconnect();
      for (const key of ['g', 'h'])
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  await mia.goto('/credits');
  await expect(mia.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
});

test('somebody has the same avatar on every page', async ({ windowOf, baseURL }) => {
  await using store = new Store(baseURL);
  await store.addActivities('demo-low', 1, () => ({ promptPreview: 'A pebble', createdAtMs: Date.now() }));
  const admin = await windowOf('Ada Admin');
  const avatarIn = async (place: ReturnType<typeof admin.locator>) => {
    const avatar = place.locator('[data-avatar]').first();
    await expect(avatar).toHaveText('LL');
    return avatar.evaluate((element) => getComputedStyle(element).backgroundImage);
  };
  await admin.goto('/admin/live');
  const inLive = await avatarIn(admin.getByRole('row').filter({ hasText: 'Lena Low' }).first());
  await admin.goto('/admin/payments');
  await admin.getByRole('radio', { name: 'By person' }).click();
  await admin.getByRole('searchbox').fill('low@demo');
  const inPayments = await avatarIn(
    admin.getByRole('listitem').filter({ hasText: 'low@demo.firemeter' }).last(),
  );
  expect(inPayments).toBe(inLive);
});

test('a sheet covers the page to its edges, and the page under it stays where it is', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/live');
  const row = admin.getByRole('button', { name: /^Details:/ }).first();
  const heading = admin.getByRole('heading', { name: 'Live AI', level: 1 });
  const before = await heading.boundingBox();
  await row.click();
  const sheet = admin.getByRole('dialog', { name: 'Request' });
  await expect(sheet).toBeVisible();
  // The sheet slides in.
  await expect.poll(() => sheet.evaluate((element) => element.getBoundingClientRect().right)).toBe(1440);
  const after = await admin.locator('main h1').boundingBox();
  expect(after?.x).toBe(before?.x);
});
