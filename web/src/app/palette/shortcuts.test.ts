import { expect, test } from 'vitest';
import { nextSequence, opensPalette } from './shortcuts.ts';

const key = (text: string, more: object = {}) => ({
  key: text,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test('g and then a letter go to a page, whatever was pressed before', () => {
  const one = nextSequence(null, key('g'), 0);
  expect(nextSequence(one.pending, key('h'), 500)).toEqual({ pending: null, goTo: 'h' });
  expect(nextSequence(null, key('h'), 500)).toEqual({ pending: null, goTo: null });
});

test('a g is forgotten after a second and a half', () => {
  const { pending } = nextSequence(null, key('g'), 0);
  expect(nextSequence(pending, key('h'), 1_501)).toEqual({ pending: null, goTo: null });
});

test('keys with Control, Alt or Command belong to the browser', () => {
  expect(nextSequence(null, key('g', { ctrlKey: true }), 0).pending).toBeNull();
  const { pending } = nextSequence(null, key('g'), 0);
  expect(nextSequence(pending, key('h', { metaKey: true }), 1).goTo).toBeNull();
});

test('Control K and Command K open the palette, K alone does not', () => {
  expect(opensPalette(key('k', { ctrlKey: true }))).toBe(true);
  expect(opensPalette(key('K', { metaKey: true }))).toBe(true);
  expect(opensPalette(key('k'))).toBe(false);
});
