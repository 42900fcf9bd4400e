import { expect, test } from 'vitest';
import { readCap } from './read-cap.ts';

test.each([
  ['', null],
  ['  ', null],
  ['20', 20],
  ['2.5', 2.5],
  ['2,5', 2.5],
  ['0', 0],
  ['0.000001', 0.000001],
  ['-1', 'invalid'],
  ['1,000.5', 'invalid'],
  ['1e3', 'invalid'],
  ['many', 'invalid'],
])('“%s” is read as %s', (text, cap) => {
  expect(readCap(text)).toBe(cap);
});
