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
  '/history',
  '/account',
  '/admin/live',
  '/admin/abuse',
  '/admin/audit',
  '/admin/moderation',
  '/admin/prices',
  '/admin/grant',
  '/admin/system',
  '/admin/payments',
];

for (const width of [360, 768, 1280, 2560]) {
  test(`nothing scrolls sideways at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await signIn(page, 'Ada Admin');
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      // Less than 0 on a short page: the place kept free for the scroll bar.
      expect(beyond, path).toBeLessThanOrEqual(0);
    }
  });
}
