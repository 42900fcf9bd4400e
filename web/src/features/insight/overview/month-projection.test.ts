import { addDays, daysOf, monthOf, weekdayOf } from '@firemeter/functions/contract';
import { describe, expect, test } from 'vitest';
import { seededRandom, simulatePerson } from '../../../lib/forecast/simulated-people.ts';
import { projectionRange, projectMonth } from './month-projection.ts';

const steady = (day: string) => (day < '2026-03-16' ? 10 : day === '2026-03-16' ? 4 : 0);

describe('the projection of a month', () => {
  test('is what there is so far, and the rest of the month as it went before', () => {
    const { soFar, beforeSoFar, before, projected } = projectMonth({
      ...{ figureOf: steady, today: '2026-03-16', dayShare: 0.4 },
    });
    expect({ soFar, beforeSoFar, before }).toEqual({ soFar: 154, beforeSoFar: 160, before: 280 });
    // 15 days of 10, 0.6 of the one that is going on, and 15 more.
    expect(Math.abs((projected?.medianMicros ?? 0) - 310)).toBeLessThan(4);
    expect(projected?.lowMicros).toBeGreaterThanOrEqual(soFar);
    expect(projected?.lowMicros).toBeLessThan(projected?.medianMicros ?? 0);
    expect(projected?.highMicros).toBeGreaterThan(projected?.medianMicros ?? 0);
  });

  test('grows day by day from the sum so far to that of the month', () => {
    const { days, projected, soFar } = projectMonth({
      ...{ figureOf: steady, today: '2026-03-16', dayShare: 0.4 },
    });
    expect(days).toHaveLength(31);
    expect(days[14]).toMatchObject({ day: '2026-03-15', actual: 150, median: null, before: 150 });
    expect(days[15]).toMatchObject({ day: '2026-03-16', actual: soFar });
    expect(days[16]).toMatchObject({ day: '2026-03-17', actual: null });
    expect(days[30]).toMatchObject({
      ...{ low: projected?.lowMicros, median: projected?.medianMicros, high: projected?.highMicros },
      // February has no 31st day.
      before: null,
    });
    const medians = days.flatMap(({ median }) => median ?? []);
    expect(medians).toHaveLength(16);
    expect(medians).toEqual([...medians].sort((a, b) => a - b));
  });

  test('knows the days of the week', () => {
    const weekends = (day: string) => (weekdayOf(day) > 5 && day < '2026-03-28' ? 100 : 0);
    // A Saturday begins, and its Sunday is the last but two of the month.
    const { projected } = projectMonth({ figureOf: weekends, today: '2026-03-28', dayShare: 0 });
    const onMonday = projectMonth({
      ...{ figureOf: (day) => (weekdayOf(day) > 5 ? 100 : 0), today: '2026-03-30', dayShare: 0 },
    });
    expect((projected?.medianMicros ?? 0) - 700).toBeGreaterThan(120);
    expect((onMonday.projected?.medianMicros ?? 0) - 900).toBeLessThan(30);
  });

  test('is none before there are seven days with any', () => {
    const few = (day: string) => Number(day >= '2026-03-10');
    expect(projectMonth({ figureOf: few, today: '2026-03-16', dayShare: 0.5 })).toMatchObject({
      ...{ projected: null, soFar: 7 },
    });
    expect(projectMonth({ figureOf: few, today: '2026-03-17', dayShare: 0.5 }).projected).not.toBeNull();
  });

  test('ends on the last day of the month with what there is', () => {
    const { projected, soFar } = projectMonth({ figureOf: () => 10, today: '2026-03-31', dayShare: 1 });
    expect(projected).toEqual({ lowMicros: soFar, medianMicros: soFar, highMicros: soFar });
  });

  test('is made from the month before and the current one, at a turn of the year too', () => {
    expect(projectionRange('2026-01-05')).toEqual({ from: '2025-12-01', to: '2026-01-31' });
    expect(monthOf(projectionRange('2026-03-31').from)).toBe('2026-02');
  });

  test.each([1, 10])('contains at least three of four months of %i customers', (customers) => {
    const random = seededRandom(11 + customers);
    let inside = 0;
    let all = 0;
    for (let run = 0; run < 300; run++) {
      const first = '2026-02-01';
      const last = '2026-03-31';
      const totals = new Map(daysOf({ from: first, to: last }).map((day) => [day, 0]));
      for (let nth = 0; nth < customers; nth++) {
        for (const [index, micros] of simulatePerson(random, totals.size).entries()) {
          const day = addDays(first, index);
          totals.set(day, (totals.get(day) ?? 0) + micros);
        }
      }
      const today = addDays('2026-03-01', 1 + Math.floor(random() * 24));
      const { projected } = projectMonth({
        figureOf: (day) => (day < today ? (totals.get(day) ?? 0) : 0),
        ...{ today, dayShare: 0 },
      });
      if (!projected) continue;
      const actual = [...totals].reduce((sum, [day, micros]) => sum + (day >= '2026-03-01' ? micros : 0), 0);
      all++;
      if (actual >= projected.lowMicros && actual <= projected.highMicros) inside++;
    }
    expect(all).toBeGreaterThan(200);
    expect(inside / all).toBeGreaterThanOrEqual(0.75);
  });
});
