import { expect, test } from 'vitest';
import { readDirectives } from './directives.ts';

const none = {
  fail: undefined,
  refuse: false,
  slowMs: 0,
  paceMs: undefined,
  malformed: false,
  cut: false,
};

test.each([
  ['[fail]', { fail: 'error' }],
  ['[fail busy]', { fail: { busyCalls: Number.POSITIVE_INFINITY } }],
  ['[FAIL Busy 2]', { fail: { busyCalls: 2 } }],
  ['[refuse]', { refuse: true }],
  ['[slow 3s]', { slowMs: 3_000 }],
  ['[slow 250 ms]', { slowMs: 250 }],
  ['[slow 1.5m]', { slowMs: 90_000 }],
  ['[slow 99m]', { slowMs: 600_000 }],
  ['[pace 20ms]', { paceMs: 20 }],
  ['[malformed]', { malformed: true }],
  ['[cut]', { cut: true }],
  ['[slow 2s][cut]', { slowMs: 2_000, cut: true }],
])('%s is a switch', (written, meaning) => {
  expect(readDirectives(`a fox ${written} in snow`)).toEqual({ ...none, ...meaning, text: 'a fox in snow' });
});

test.each(['[failed]', '(fail)', '[ fail ]', '[slow', 'slow 3s', '[unknown]'])('%s is text', (written) => {
  expect(readDirectives(`a fox ${written}`)).toEqual({ ...none, text: `a fox ${written}` });
});

test('a wait that makes no sense is no wait', () => {
  expect(readDirectives('[slow soon] [pace -1s]')).toMatchObject({ slowMs: 0, paceMs: undefined });
});
