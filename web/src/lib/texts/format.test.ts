import { expect, test } from 'vitest';
import { countdownText, creditsText, dayText, durationText, playTimeText } from './format.ts';

test.each([
  [1_000_000, '1 credit'],
  [5_000_000, '5 credits'],
  [133_000, '0.133 credits'],
  [0, '0 credits'],
])('%i micros read as "%s"', (micros, text) => {
  expect(creditsText(micros)).toBe(text);
});

test.each([
  [-50, '0.0 s'],
  [840, '0.8 s'],
  [12_400, '12 s'],
  [125_000, '2 m 05 s'],
])('%i ms read as "%s"', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test.each([
  [-5, '0 s'],
  [41_001, '42 s'],
  [200_000, '3 m 20 s'],
  [86_340_000, '23 h 59 m'],
])('%i ms until something read as "%s"', (ms, text) => {
  expect(countdownText(ms)).toBe(text);
});

test.each([
  [0, '0:00'],
  [67_900, '1:07'],
  [3_729_000, '1:02:09'],
])('%i ms into something that plays read as "%s"', (ms, text) => {
  expect(playTimeText(ms)).toBe(text);
});

test('days near by are called by their name', () => {
  const noon = new Date(2026, 5, 15, 12).getTime();
  expect(dayText(noon, noon)).toBe('Today');
  expect(dayText(new Date(2026, 5, 14, 23).getTime(), noon)).toBe('Yesterday');
  expect(dayText(new Date(2026, 5, 10, 1).getTime(), noon)).toContain('10');
});
