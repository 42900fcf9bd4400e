import { expect, test } from 'vitest';
import { freeName } from './download-results.ts';

test('files of one name are numbered in an archive', () => {
  const taken: Record<string, true> = {};
  const names = ['fox.png', 'fox.png', 'fox.png', 'fox.mp3', 'fox', 'fox'].map((name) => {
    const free = freeName(name, taken);
    taken[free] = true;
    return free;
  });
  expect(names).toEqual(['fox.png', 'fox-2.png', 'fox-3.png', 'fox.mp3', 'fox', 'fox-2']);
});
