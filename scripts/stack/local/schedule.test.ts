import { describe, expect, test } from 'vitest';
import { isDue } from './schedule.ts';

const at = (time: string) => new Date(`2026-03-04T${time}:00Z`);

describe('a schedule is due', () => {
  test.each([
    ['every 5 minutes', '10:05', true],
    ['every 5 minutes', '10:06', false],
    ['every 1 minutes', '10:06', true],
    ['every minute', '10:06', 'unreadable'],
    ['every 2 hours', '10:00', true],
    ['every 2 hours', '11:00', false],
    ['every day 03:30', '03:30', true],
    ['every day 03:30', '03:31', false],
    ['*/15 * * * *', '10:45', true],
    ['*/15 * * * *', '10:46', false],
    ['0 4 * * 3', '04:00', true],
    ['0 4 * * 4', '04:00', false],
  ])('%s at %s: %s', (schedule, time, expected) => {
    const ask = () => isDue({ schedule, timeZone: 'UTC' }, at(time));
    if (expected === 'unreadable') expect(ask).toThrow();
    else expect(ask()).toBe(expected);
  });

  test('in its own time zone', () => {
    const schedule = { schedule: 'every day 03:30', timeZone: 'Europe/Berlin' };
    expect(isDue(schedule, at('02:30'))).toBe(true);
    expect(isDue(schedule, at('03:30'))).toBe(false);
  });
});
