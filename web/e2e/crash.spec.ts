import { expect, test } from '@playwright/test';
import { signIn } from './support/people.ts';

const broken = `export function HistoryPage() { throw new TypeError('mia@example.com wrote a secret prompt'); }`;

test('a page that fails leaves the rest of the app, names its trace id, and is reported without what users wrote', async ({
  page,
}) => {
  await page.route(/\/history-page[^/]*$/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: broken }),
  );
  await signIn(page, 'Mia Creator');
  const reported = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/reportPageError'),
  );
  await page.getByRole('link', { name: 'History', exact: true }).click();

  const alert = page.getByRole('alert').filter({ hasText: 'This page ran into a problem' });
  await expect(alert).toBeVisible();
  const response = await reported;
  expect(response.status()).toBe(200);
  const { data } = response.request().postDataJSON();
  expect(data).toMatchObject({ page: '/history', error: 'TypeError' });
  expect(JSON.stringify(data)).not.toContain('secret');
  await expect(alert).toContainText(data.traceId);

  await alert.getByRole('link', { name: 'Back to studio' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Studio' })).toBeVisible();
});
