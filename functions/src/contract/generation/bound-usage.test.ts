import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundUsage, Quantity } from '../index.ts';

test('nobody pays for more than they requested', () => {
  const requested = { images: 2, seconds: 8, characters: 40, inputTokens: 30, outputTokens: 100 };
  const reported = { images: 3, seconds: 9, characters: 41, inputTokens: 31, outputTokens: 5_000 };
  expect(boundUsage(requested, reported)).toEqual({ ...requested, inputTokens: 31 });
  expect(boundUsage(requested, { images: 1, outputTokens: 0 })).toMatchObject({ images: 1, outputTokens: 0 });
});

test('a prompt has at most as many tokens as bytes, plus those of a template', () => {
  expect(boundUsage({ inputTokens: 10 }, { inputTokens: 1_000_000 })).toEqual({ inputTokens: 532 });
});

test('an invalid count is replaced by the requested one, and left out if none was requested', () => {
  for (const nonsense of [Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY]) {
    expect(boundUsage({ outputTokens: 9 }, { outputTokens: nonsense })).toEqual({ outputTokens: 9 });
    expect(boundUsage({}, { outputTokens: nonsense })).toEqual({});
  }
});

test('any reported usage is bounded to a valid quantity', () => {
  const count = fc.oneof(fc.double(), fc.integer());
  const reports = fc.record({ images: count, seconds: count, outputTokens: count }, { requiredKeys: [] });
  const requests = fc.record({ images: fc.nat(2_000_000) }, { requiredKeys: [] });
  fc.assert(
    fc.property(requests, reports, (requested, reported) => {
      expect(Quantity.safeParse(boundUsage(requested, reported)).success).toBe(true);
    }),
  );
});
