import { expect, test } from 'vitest';
import { chooseLocale } from './choose-locale.ts';

test('the first language that somebody reads and that is translated is shown', () => {
  expect(chooseLocale(['fr', 'de-AT', 'en'], ['de'])).toBe('de');
});

test('a region that is translated goes before its language', () => {
  expect(chooseLocale(['de-AT'], ['de', 'de-AT'])).toBe('de-AT');
});

test('English stands before a translation that somebody likes less', () => {
  expect(chooseLocale(['en-GB', 'de'], ['de'])).toBe('en');
});

test('somebody who reads no translated language is shown English', () => {
  expect(chooseLocale(['fr'], ['de'])).toBe('en');
});
