import { AppError, type WireError } from '@firemeter/functions/contract';
import { FirebaseError } from 'firebase/app';
import { describe, expect, test } from 'vitest';
import { CallError, toCallError } from './call-error.ts';

/** As the Functions SDK throws it. */
function functionsError(code: string, details?: unknown): FirebaseError {
  return Object.assign(new FirebaseError(`functions/${code}`, code), { details });
}

const wire: WireError = {
  code: 'insufficient-credits',
  message: 'Not enough credits.',
  traceId: 'trace-1',
  details: { priceMicros: 5_000_000, balanceMicros: 2_000_000 },
};

describe('an error of a call', () => {
  test("keeps the server's code, words, trace id and details", () => {
    const error = toCallError(functionsError('failed-precondition', wire));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ ...wire, answered: true });
  });

  test('without an answer says that nothing is known, and can be tried again', () => {
    const error = toCallError(functionsError('internal'));
    expect(error).toMatchObject({ code: 'busy', answered: false, traceId: null });
  });

  test('with details of another shape is not taken for ours', () => {
    expect(toCallError(functionsError('internal', { code: 'made-up' }))).toMatchObject({ answered: false });
  });

  test.each([
    ['unauthenticated', 'unauthenticated'],
    ['permission-denied', 'permission-denied'],
    ['not-found', 'not-configured'],
    ['cancelled', 'cancelled'],
  ])('%s from the transport alone becomes %s', (transport, code) => {
    expect(toCallError(functionsError(transport))).toMatchObject({ code, answered: true });
  });

  test('thrown in the page itself is internal and keeps its cause', () => {
    const cause = new TypeError('x is not a function');
    expect(toCallError(cause)).toMatchObject({ code: 'internal', answered: true, cause });
  });

  test('is decoded once', () => {
    const error = toCallError(functionsError('failed-precondition', wire));
    expect(toCallError(error)).toBe(error);
    expect(error).toBeInstanceOf(CallError);
  });
});
