import { expect, test } from 'vitest';
import { scheduleText } from './schedule-text.ts';

test.each([
  ['every 1 minutes', 'every minute'],
  ['every 15 minutes', 'every 15 minutes'],
  ['every 1 hours', 'every hour'],
  ['every day 02:30', 'every day 02:30'],
  ['*/10 3-6 * * *', 'every 10 minutes, 03:00–07:00'],
  ['0 0 1 1 *', '0 0 1 1 *'],
])('the schedule %s reads as %s', (schedule, text) => {
  expect(scheduleText(schedule)).toBe(text);
});
