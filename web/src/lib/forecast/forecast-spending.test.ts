import { expect, test } from 'vitest';
import { forecastSpending, learnSpending } from './forecast-spending.ts';
import { forecastRunOut } from './run-out.ts';
import { type Days, seededRandom, simulatePerson } from './simulated-people.ts';

const people = 3_000;
const horizons = [7, 14, 30] as const;

/** Users are simulated independently of the forecaster, and forecast from their past. */
const outcomes = simulate(Number(process.env.FIREMETER_SEED ?? 7));

function simulate(seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: people }, () => {
    const known = 14 + Math.floor(random() * 76);
    const days = simulatePerson(random, known + Math.max(...horizons));
    const model = learnSpending(days.slice(0, known), known % 7);
    if (!model) return [];
    return horizons.map((horizon) => ({
      horizon,
      actual: sumOf(days.slice(known, known + horizon)),
      forecast: forecastSpending(model, { days: horizon, weekday: known % 7 }),
      lastWeek: (sumOf(days.slice(known - 7, known)) / 7) * horizon,
      scale: model.meanMicros * horizon,
    }));
  }).flat();
}

type Outcome = (typeof outcomes)[number];

test.each(horizons)('about 80 of 100 people spend within the interval of the next %i days', (horizon) => {
  const own = outcomes.filter((one) => one.horizon === horizon);
  const inside = own.filter(
    ({ actual, forecast }) => actual >= forecast.lowMicros && actual <= forecast.highMicros,
  );
  expect(own.length).toBeGreaterThan(2_000);
  const share = inside.length / own.length;
  expect(share).toBeGreaterThanOrEqual(0.75);
  expect(share).toBeLessThanOrEqual(0.85);
});

test.each(horizons)(
  'the pinball loss over %i days is at least a tenth lower than by the mean of the last seven',
  (horizon) => {
    const own = outcomes.filter((one) => one.horizon === horizon);
    const loss = (quantiles: (one: Outcome) => [number, number, number]) =>
      sumOf(
        own.map((one) => {
          const [low, median, high] = quantiles(one);
          const { actual, scale } = one;
          return (
            (pinball(actual, low, 0.1) + pinball(actual, median, 0.5) + pinball(actual, high, 0.9)) / scale
          );
        }),
      );
    const medianLoss = (median: (one: Outcome) => number) =>
      sumOf(own.map((one) => pinball(one.actual, median(one), 0.5) / one.scale));
    const forecast = loss(({ forecast: { lowMicros, medianMicros, highMicros } }) => [
      lowMicros,
      medianMicros,
      highMicros,
    ]);
    expect(forecast).toBeLessThan(0.9 * loss(({ lastWeek }) => [lastWeek, lastWeek, lastWeek]));
    // A single number has no interval to be judged by: the median alone is better too.
    expect(medianLoss((one) => one.forecast.medianMicros)).toBeLessThan(
      0.9 * medianLoss((one) => one.lastWeek),
    );
  },
);

test('fewer than seven days of use are not enough data', () => {
  const days: Days = [0, 0, 5, 0, 5, 5, 5, 5, 5];
  expect(learnSpending(days, 0)).toBeNull();
  expect(learnSpending([...days, 5], 0)).not.toBeNull();
});

test('somebody who spends the same each day is forecast to go on, and runs out on the day', () => {
  const model = learnSpending(Array(60).fill(10_000_000), 0);
  if (!model) throw new Error('There is enough data');
  const { lowMicros, medianMicros, highMicros } = forecastSpending(model, { days: 10, weekday: 0 });
  expect(lowMicros).toBeLessThan(medianMicros);
  expect(medianMicros).toBeLessThan(highMicros);
  expect(medianMicros / 100_000_000).toBeCloseTo(1, 1);
  const { earliestDays, likelyDays, latestDays } = forecastRunOut(model, {
    availableMicros: 300_000_000,
    weekday: 0,
  });
  expect(Math.abs((likelyDays ?? 0) - 30)).toBeLessThanOrEqual(2);
  expect(earliestDays).toBeLessThan(likelyDays ?? 0);
  expect(latestDays).toBeGreaterThan(likelyDays ?? 0);
});

test('what is spent on weekends alone is not forecast for the week', () => {
  const model = learnSpending(
    Array.from({ length: 84 }, (_, day) => (day % 7 === 0 || day % 7 === 6 ? 20_000_000 : 0)),
    0,
  );
  if (!model) throw new Error('There is enough data');
  const saturday = forecastSpending(model, { days: 2, weekday: 6 });
  const tuesday = forecastSpending(model, { days: 2, weekday: 2 });
  expect(tuesday.medianMicros).toBeLessThan(saturday.medianMicros / 2);
});

test('more than lasts a year has no day on which it runs out', () => {
  const model = learnSpending(Array(20).fill(1_000_000), 0);
  if (!model) throw new Error('There is enough data');
  expect(forecastRunOut(model, { availableMicros: 10_000_000_000, weekday: 0 }).earliestDays).toBeNull();
  expect(forecastRunOut(model, { availableMicros: 0, weekday: 0 }).likelyDays).toBe(1);
});

function pinball(actual: number, quantile: number, probability: number): number {
  return actual > quantile ? probability * (actual - quantile) : (1 - probability) * (quantile - actual);
}

function sumOf(all: readonly number[]): number {
  return all.reduce((sum, one) => sum + one, 0);
}
