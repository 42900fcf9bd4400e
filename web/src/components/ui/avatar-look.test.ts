import { expect, test } from 'vitest';
import { hueOf, initialsOf } from './avatar-look.ts';

test('a name gives the initials of its first two words', () => {
  expect(initialsOf('Ada Lovelace King')).toBe('AL');
  expect(initialsOf('mia@demo.firemeter')).toBe('MD');
});

test('an emoji, a flag and a letter with a mark stay whole', () => {
  expect(initialsOf('👩‍🚀 Space')).toBe('👩‍🚀S');
  expect(initialsOf('🇩🇪')).toBe('🇩🇪');
  expect(initialsOf('e\u0301mile')).toBe('E\u0301');
});

test('a name without letters to show gives no initials, and breaks nothing', () => {
  expect(initialsOf('')).toBe('');
  expect(initialsOf('..--')).toBe('');
});

test('a color follows from the id alone', () => {
  expect(hueOf('demo-creator')).toBe(hueOf('demo-creator'));
  expect(hueOf('demo-creator')).not.toBe(hueOf('demo-second'));
});
