import { expect, test } from '@playwright/test';
import { signIn } from './support/people.ts';

const paths = [
  '/',
  '/?make=video',
  '/?make=voice',
  '/?make=chat',
  '/reel',
  '/credits',
  '/billing',
  '/billing/return?payment=none&left=1',
  '/terms',
  '/refunds',
  '/demo/components',
  '/library',
  '/dashboard',
  '/history',
  '/history?view=credits',
  '/history/statement',
  '/account',
  '/account/books',
  '/account/delete',
  '/notifications',
  '/admin/overview',
  '/admin/analytics',
  '/admin/live',
  '/admin/abuse',
  '/admin/endpoints',
  '/admin/audit',
  '/admin/moderation',
  '/admin/prices',
  '/admin/grant',
  '/admin/system',
  '/admin/payments',
];

const widths = [360, 768, 1280, 2560];

test(`nothing scrolls sideways, from ${widths[0]} to ${widths.at(-1)} pixels`, async ({ page }) => {
  await signIn(page, 'Ada Admin');
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 });
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      // Less than 0 on a short page: the place kept free for the scroll bar.
      expect(beyond, `${path} at ${width} pixels`).toBeLessThanOrEqual(0);
    }
  }
});

test('on a phone every page of an admin is a tab or behind the last one, which says where one is', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, 'Ada Admin');
  const tabs = page.getByRole('navigation', { name: 'Main' }).filter({ visible: true });
  await expect(tabs.getByRole('listitem')).toHaveCount(5);
  await tabs.getByRole('button', { name: 'More' }).click();
  const system = page.getByRole('menuitem', { name: 'System' });
  await expect(system).toBeInViewport({ ratio: 1 });
  await system.click();
  await expect(page.getByRole('heading', { name: 'System', level: 1 })).toBeVisible();
  await expect(tabs.getByRole('button', { name: 'System and more pages' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await tabs.getByRole('link', { name: 'Studio' }).click();
  await expect(tabs.getByRole('button', { name: 'More' })).toBeVisible();
});
