import { expect, test } from 'vitest';
import { addDays, createZone, daysOf, isTimeZone, lastDayOf, nextMonth, weekdayOf } from './zoned-time.ts';

const at = (text: string) => Date.parse(text);

test('a day of a time zone with a half-hour offset begins at half past', () => {
  const kolkata = createZone('Asia/Kolkata');
  expect(kolkata(at('2026-01-31T18:29:59.999Z'))).toEqual({ day: '2026-01-31', hour: '23' });
  expect(kolkata(at('2026-01-31T18:30:00Z'))).toEqual({ day: '2026-02-01', hour: '00' });
});

test('a quarter-hour offset is a day of its own too', () => {
  expect(createZone('Asia/Kathmandu')(at('2026-01-31T18:15:00Z'))).toEqual({ day: '2026-02-01', hour: '00' });
});

test('the day on which clocks go forward has 23 hours, and none at two', () => {
  const berlin = createZone('Europe/Berlin');
  const hours = Array.from({ length: 24 }, (_, hour) =>
    berlin(at('2026-03-28T23:00:00Z') + hour * 3_600_000),
  );
  expect(hours.map(({ hour }) => hour).slice(0, 4)).toEqual(['00', '01', '03', '04']);
  expect(hours.at(22)).toEqual({ day: '2026-03-29', hour: '23' });
  expect(hours.at(23)).toEqual({ day: '2026-03-30', hour: '00' });
});

test('the day on which clocks go back has the hour at two twice', () => {
  const berlin = createZone('Europe/Berlin');
  const hours = Array.from({ length: 25 }, (_, hour) =>
    berlin(at('2026-10-24T22:00:00Z') + hour * 3_600_000),
  );
  expect(hours.map(({ hour }) => hour).filter((hour) => hour === '02')).toHaveLength(2);
  expect(new Set(hours.map(({ day }) => day))).toEqual(new Set(['2026-10-25']));
});

test('days and months of the calendar follow each other over leap days and years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(nextMonth('2025-12')).toBe('2026-01');
  expect(lastDayOf('2026-02')).toBe('2026-02-28');
  expect(daysOf({ from: '2026-02-27', to: '2026-03-01' })).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
  expect(weekdayOf('2026-11-29')).toBe(7);
});

test('an invalid time zone is recognized', () => {
  expect(isTimeZone('Asia/Kolkata')).toBe(true);
  expect(isTimeZone('Mars/Olympus')).toBe(false);
});
