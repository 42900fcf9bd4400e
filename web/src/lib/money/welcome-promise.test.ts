import { presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { confirmationMicros, signUpPromise } from './welcome-promise.ts';

const confirmed = presets.studio.grants;
const atOnce = presets.gallery.grants;
const nothing = { ...confirmed, welcomeMicros: 0 };

test('signing up promises welcome credits only where there are some, and says what they need', () => {
  expect(signUpPromise(confirmed)).toBe('50 credits when you sign up and confirm your email');
  expect(signUpPromise(atOnce)).toBe('50 credits when you sign up');
  expect(signUpPromise(nothing)).toBeNull();
});

test('confirming an email address promises nothing to somebody who had the welcome credits', () => {
  expect(confirmationMicros(confirmed, {})).toBe(confirmed.welcomeMicros);
  expect(confirmationMicros(confirmed, { welcomeEntryId: 'grant-welcome' })).toBe(0);
  expect(confirmationMicros(atOnce, {})).toBe(0);
});
