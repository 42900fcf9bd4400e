import { expect, test } from 'vitest';
import { changeText, pointsText } from './change-text.ts';

test('a change is a share of what was before, with its sign', () => {
  expect(changeText(112, 100)).toBe('+12%');
  expect(changeText(50, 100)).toBe('-50%');
  expect(changeText(100, 100)).toBe('0%');
});

test('what was negative and is less so has grown', () => {
  expect(changeText(-50, -100)).toBe('+50%');
});

test('nothing before is no percentage, and what is not known is compared with nothing', () => {
  expect(changeText(5, 0)).toBe('new');
  expect(changeText(0, 0)).toBe('0%');
  expect(changeText(null, 5)).toBeNull();
  expect(changeText(5, undefined)).toBeNull();
});

test('shares differ by points', () => {
  expect(pointsText(0.62, 0.57)).toBe('+5 pp');
  expect(pointsText(0.5, 0.57)).toBe('-7 pp');
});
