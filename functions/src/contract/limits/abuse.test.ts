import { expect, test } from 'vitest';
import { AbuseKind, Severity, severityOf, worstOf } from './abuse.ts';

test('a higher count never makes a signal milder, and the first count is low or medium', () => {
  for (const kind of AbuseKind.options) {
    const grades = Array.from({ length: 150 }, (_, index) => severityOf(kind, index + 1));
    expect(grades).toEqual(
      grades.toSorted((a, b) => Severity.options.indexOf(a) - Severity.options.indexOf(b)),
    );
    expect(['low', 'high']).toContain(grades[0]);
  }
});

test('thirty rejected prompts in an hour are critical; rejections at a limit, or accounts at an address, never are', () => {
  expect([1, 3, 10, 29, 30].map((count) => severityOf('moderated-prompts', count))).toEqual([
    'low',
    'medium',
    'high',
    'high',
    'critical',
  ]);
  expect(severityOf('many-accounts', 1_000)).toBe('high');
  expect(severityOf('limit-hammering', 1_000)).toBe('high');
});

test('the worst of several severities is the most severe one', () => {
  expect(worstOf('low', 'high', 'medium')).toBe('high');
  expect(worstOf('critical', 'low')).toBe('critical');
});
