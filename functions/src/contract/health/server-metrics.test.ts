import { expect, test } from 'vitest';
import { addMetrics, metricsHours } from './server-metrics.ts';

test('hours add up by function', () => {
  const one = { callables: { grant: { calls: 2, errors: { busy: 1 }, took: { 3: 2 } } } };
  const other = { callables: { grant: { calls: 1, errors: { busy: 1, internal: 1 }, took: { 3: 1 } } } };
  expect(Object.fromEntries(addMetrics([one, other]))).toEqual({
    grant: { calls: 3, errors: { busy: 2, internal: 1 }, took: { 3: 3 } },
  });
});

test('an hour back reaches into two hours', () => {
  expect(metricsHours(Date.UTC(2026, 0, 1, 0, 30), 3_600_000)).toEqual(['2026-01-01T00', '2025-12-31T23']);
});
