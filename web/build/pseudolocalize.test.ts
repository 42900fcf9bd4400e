import { setupI18n } from '@lingui/core';
import { expect, test } from 'vitest';
import { pseudolocalize } from './pseudolocalize.ts';

function shown(
  message: string,
  values: Record<string, unknown>,
  style: 'accented' | 'right-to-left' = 'accented',
) {
  const i18n = setupI18n({ locale: 'en', messages: { en: { id: pseudolocalize(message, style) } } });
  return i18n._('id', values);
}

test('every letter has an accent and the text is longer, while placeholders, tags and numbers stay', () => {
  expect(shown('Pay <0>{price}</0> in 3 days', { price: '$4.99 net' })).toBe(
    'Þààý <0>$4.99 net</0> îîñ 3 đààýš',
  );
});

test('each form of a plural is changed', () => {
  const message = '{count, plural, one {# change by {name}} other {# changes by {name}}}';
  expect(shown(message, { count: 1, name: 'Mia' })).toBe('1 çĥààñĝéé ƀý Mia');
  expect(shown(message, { count: 2_000, name: 'Mia' })).toBe('2,000 çĥààñĝééš ƀý Mia');
});

test('from right to left, each run of words is turned around', () => {
  expect(shown('Sign in, {name}', { name: 'Mia' }, 'right-to-left')).toBe('\u202eŠîîĝñ îîñ\u202c, Mia');
});
