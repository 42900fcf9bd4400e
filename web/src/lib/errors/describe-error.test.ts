import { AppError, newFailure } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { CallError } from '#kit/core/call-error.ts';
import { describeError, describeFailure, helpOf } from './describe-error.ts';
import { describeIssue } from './describe-issue.ts';

const answered = { traceId: null, answered: true, cause: null };

test('an error is told by its code and details, never by the message that came with it', () => {
  const details = { reason: 'wrong-length', label: 'Kite', lengths: [4, 6, 8] };
  const error = new CallError({ ...answered, code: 'invalid-argument', message: 'In English.', details });
  expect(describeError(error)).toEqual({
    title: 'Invalid request',
    help: 'Kite makes videos of 4 s, 6 s, or 8 s.',
  });
});

test('a reason of a later build is told by the title of its code', () => {
  const details = { reason: 'of-tomorrow' };
  expect(describeError(new CallError({ ...answered, code: 'busy', message: 'Later.', details }))).toEqual({
    title: 'Very busy right now',
    help: 'Reload the page and try again.',
  });
});

test('what an app said about its failed work is shown as it is', () => {
  expect(helpOf(new AppError('provider-failed', { reason: 'reported', note: 'Es regnet.' }))).toBe(
    'Es regnet.',
  );
});

test('a failure is told by its details, and one of an earlier build by its sentence', () => {
  const failure = newFailure(new AppError('provider-refused', { reason: 'policy' }));
  expect(describeFailure({ ...failure, message: 'Stored.' }).help).toMatch(/content policy/);
  expect(describeFailure({ code: 'provider-refused', message: 'Out of tune.', details: null }).help).toBe(
    'Out of tune.',
  );
  expect(describeFailure({ code: 'worker-lost', message: null, details: null }).help).toMatch(
    /did not end in time/,
  );
});

test('a fault of a field is told by its code and bound', () => {
  expect(describeIssue({ code: 'too_big', bound: 1_000 })).toBe('At most 1,000');
  expect(describeIssue({ code: 'named-twice', bound: 'openai' })).toBe('“openai” is named twice');
  expect(describeIssue({})).toBe('This is not valid');
});
