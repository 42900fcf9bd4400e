import type { AgreementRequest } from '@firemeter/functions/contract';
import { expect, type Page, test } from '@playwright/test';
import { signIn } from './support/people.ts';

/** The server's request for an agreement. Terms that are really published would stop the users of other tests. */
const request: AgreementRequest = {
  terms: {
    ...{ version: 7, appliesFromMs: Date.UTC(2026, 0), publishedAtMs: Date.UTC(2025, 11) },
    ...{ termsUrl: null, privacyUrl: 'https://example.com/privacy', requiresAgreement: true },
    summary: { en: 'Plans can be paused.', de: 'In German: plans can be paused.' },
  },
  ...{ minimumAge: { years: 16, byCountry: { AT: 14 } }, country: null, isRenewal: true },
  asksFor: 'terms',
};

/** Makes the server require an agreement. @returns the agreements that are sent */
async function askFor(page: Page, agreement: AgreementRequest) {
  const sent: unknown[] = [];
  await page.route('**/openAccount', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const response = await route.fetch();
    const { result } = (await response.json()) as { result: object };
    await route.fulfill({ response, json: { result: { ...result, agreement } } });
  });
  await page.route('**/agreeToTerms', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const { data } = route.request().postDataJSON() as { data: unknown };
    sent.push(data);
    await route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: { result: { version: agreement.terms.version } },
    });
  });
  return sent;
}

test('new terms are asked for with what has changed, leave a way out, and are agreed to once', async ({
  page,
}) => {
  const sent = await askFor(page, request);
  await signIn(page, 'Mia Creator');
  const dialog = page.getByRole('dialog', { name: 'Our terms have changed' });
  await expect(dialog).toContainText('Plans can be paused.');
  await expect(dialog.getByRole('link', { name: 'privacy notice' })).toHaveAttribute(
    'href',
    'https://example.com/privacy',
  );
  await expect(dialog).toContainText('at least 16 years old');

  await dialog.getByRole('link', { name: 'export your data or delete your account' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Export data' })).toBeEnabled();
  await expect(page.getByRole('link', { name: 'Delete account' })).toBeVisible();

  const notice = page.getByRole('region', { name: 'Our terms have changed' });
  await notice.getByRole('button', { name: 'Review the terms' }).click();
  await dialog.getByRole('combobox', { name: 'Where you live' }).selectOption('Austria');
  await expect(dialog).toContainText('at least 14 years old');
  await dialog.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect
    .poll(() => sent)
    .toEqual([expect.objectContaining({ version: 7, via: 'dialog', age: 14, country: 'AT' })]);
  await expect(notice).toHaveCount(0);
});

test('a minimum age that was raised is confirmed for the country that was chosen before', async ({
  page,
}) => {
  const minimumAge = { years: 16, byCountry: { AT: 15 } };
  const sent = await askFor(page, { ...request, minimumAge, asksFor: 'age', country: 'AT' });
  await signIn(page, 'Mia Creator');
  const dialog = page.getByRole('dialog', { name: 'Confirm your age' });
  await expect(dialog).toContainText('The minimum age has been raised');
  await expect(dialog).toContainText('at least 15 years old');
  await expect(dialog).not.toContainText('Plans can be paused.');
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect
    .poll(() => sent)
    .toEqual([expect.objectContaining({ version: 7, via: 'dialog', age: 15, country: 'AT' })]);
  await expect(page.getByRole('region', { name: 'Confirm your age' })).toHaveCount(0);
});
