import type { ResponseOf } from '@firemeter/functions/contract';
import { beforeEach, expect, test, vi } from 'vitest';
import { giveAgreement, showAgreement } from '../../../lib/kept/sign-up-agreement.ts';
import { agreedOnSignUp } from './agreed-on-sign-up.ts';

const opened: ResponseOf<'openAccount'> = {
  ...{ accountId: 'mia', remainingMicros: 0, welcomeMicros: 0, isNew: true },
  agreement: {
    terms: {
      ...{ version: 2, appliesFromMs: 0, publishedAtMs: 0, termsUrl: null, privacyUrl: null },
      ...{ summary: { en: 'News', de: 'News' }, requiresAgreement: true },
    },
    ...{ minimumAge: { years: 16, byCountry: {} }, country: null, isRenewal: false, asksFor: 'terms' },
  },
};
const client = { call: vi.fn() };

beforeEach(() => {
  client.call.mockReset().mockResolvedValue({ version: 2 });
  showAgreement({ version: 2, age: 16, country: null });
  giveAgreement();
});

test('what the page said is agreed to by opening an account there, once', async () => {
  expect(await agreedOnSignUp(client, opened)).toBe(true);
  expect(client.call.mock.calls).toEqual([
    ['agreeToTerms', { version: 2, age: 16, country: null, via: 'sign-up' }],
  ]);
  expect(await agreedOnSignUp(client, opened)).toBe(false);
});

test('whoever had an account before is asked, even if they sign in on the page for new ones', async () => {
  expect(await agreedOnSignUp(client, { ...opened, isNew: false })).toBe(false);
  expect(client.call).not.toHaveBeenCalled();
});

test('a version that the page did not show, or an agreement that fails, is asked for', async () => {
  showAgreement({ version: 1, age: 16, country: null });
  giveAgreement();
  expect(await agreedOnSignUp(client, opened)).toBe(false);
  giveAgreement();
  client.call.mockRejectedValue(new Error('Offline'));
  expect(await agreedOnSignUp(client, opened)).toBe(false);
});
