import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { AppError, ErrorCode, ErrorDetails } from '../errors.ts';
import { Failure } from '../generation/failure.ts';
import { newFailure, toWireFailure } from '../generation/failure-message.ts';
import { decodeStored, encodeStored } from '../store/stored-document.ts';
import { en } from './en.ts';
import { englishMessage } from './english-message.ts';
import { type DetailsOf, type ErrorTexts, findErrorText } from './error-texts.ts';
import { issuesEn, toIssue } from './issues-en.ts';

const sample: Required<Omit<ErrorDetails, 'reason' | 'labels'>> = {
  retryAfterMs: 2_000,
  priceMicros: 2_000_000,
  catalogVersion: 7,
  amountCents: 499,
  currency: 'usd',
  declineCode: 'expired_card',
  balanceMicros: 1_000_000,
  topUpBelowMicros: 0,
  capMicros: 20_000_000,
  leftMicros: 500_000,
  category: 'hate',
  label: 'Kite 2',
  operation: 'image',
  model: 'kite',
  variant: 'small',
  provider: 'studio',
  kind: 'video',
  kinds: ['image', 'video'],
  lengths: [4, 6, 8],
  width: 512,
  height: 256,
  field: 'seconds',
  max: 3,
  requestId: 'r1',
  endedAs: 'completed',
  plans: [{ name: 'max', label: 'Max' }],
  termsVersion: 2,
  age: 18,
  country: 'AT',
  target: 'account',
  role: 'admin',
  path: '/api/none',
  note: 'It rained.',
  issues: [{ path: 'a.b', message: 'Too small' }],
};

const all = ErrorCode.options.flatMap((code) => {
  const entry: unknown = en[code];
  const reasons = typeof entry === 'object' && entry !== null ? Object.keys(entry) : [undefined];
  return reasons.map((reason) => ({ code, details: { ...sample, ...(reason !== undefined && { reason }) } }));
});

test.each(all)('$code ($details.reason) has an English sentence', (error) => {
  const message = englishMessage(error);
  expect(message).toMatch(/^[A-Z“]/);
  expect(message).not.toMatch(/undefined|\[object|null/);
  expect(ErrorDetails.safeParse(error.details).success).toBe(true);
});

test('a sentence contains the values of its details', () => {
  expect(
    englishMessage(
      new AppError('invalid-argument', { reason: 'wrong-length', label: 'Kite', lengths: [4, 6] }),
    ),
  ).toBe('Kite makes videos of 4 or 6 seconds.');
  const plans = [
    { name: 'max', label: 'Max' },
    { name: 'all', label: 'Unlimited' },
  ];
  expect(englishMessage(new AppError('plan-required', { label: 'Kite', plans }))).toBe(
    'Kite is part of a plan: Max, Unlimited. Subscribe to it, or choose another model.',
  );
});

test('a reason of a later build has no text, and the message on the wire is the general one', () => {
  const later = { code: 'busy' as const, details: { reason: 'of-tomorrow' } };
  expect(findErrorText(en, later)).toBeNull();
  expect(englishMessage(later)).toBe(en.internal.server);
  expect(findErrorText(en, { code: 'busy', details: { reason: 'constructor' } })).toBeNull();
});

test('an error needs the details of its sentence, and can’t have a sentence of its own', () => {
  expectTypeOf<DetailsOf<'moderated'>>().toHaveProperty('label').toEqualTypeOf<string>();
  expectTypeOf<{ reason: 'queue' }>().toExtend<DetailsOf<'busy'>>();
  expectTypeOf<{ reason: 'of-tomorrow' }>().not.toExtend<DetailsOf<'busy'>>();
  expectTypeOf<{ reason: 'model' }>().not.toExtend<DetailsOf<'operation-disabled'>>();
  // @ts-expect-error a sentence is no details
  new AppError('suspended', 'Suspended.');
  // @ts-expect-error one of its reasons is missing
  expect(() => new AppError('busy')).not.toThrow();
});

test('a language that lacks a code or a reason does not compile', () => {
  const { busy, ...rest } = en;
  const { queue: _, ...fewer } = busy;
  expectTypeOf(en).toExtend<ErrorTexts>();
  expectTypeOf(rest).not.toExtend<ErrorTexts>();
  expectTypeOf({ ...rest, busy: fewer }).not.toExtend<ErrorTexts>();
});

describe('the failure of work', () => {
  const failure = newFailure(new AppError('provider-failed', { reason: 'wrong-file', kind: 'video' }));

  test('is stored as its code and details, with the sentence for the previous build', () => {
    expect(encodeStored(Failure, failure, 3)).toEqual({
      code: 'provider-failed',
      message: 'The model sent something that is not a video.',
      details: { reason: 'wrong-file', kind: 'video' },
    });
  });

  test('is stored without details in a store that was not raised', () => {
    expect(encodeStored(Failure, failure, 2)).not.toHaveProperty('details');
  });

  test('keeps the sentence of an earlier build, which stored nothing else', () => {
    const stored = decodeStored(Failure, { code: 'provider-failed', message: 'Out of tune.' });
    expect(stored.details).toBeNull();
    expect(toWireFailure(stored)).toEqual({ code: 'provider-failed', message: 'Out of tune.', details: {} });
  });
});

test('a fault that a schema finds is reported with its code and bound', () => {
  const issuesOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues.map(toIssue);
  expect(issuesOf(z.string().min(3), 'a')).toMatchObject([{ code: 'too_small', bound: 3 }]);
  expect(issuesOf(z.string().regex(/^a$/, { error: 'name-format' }), 'b')).toEqual([
    { code: 'name-format', message: issuesEn['name-format'] },
  ]);
});
