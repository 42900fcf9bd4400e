import { expect, test } from 'vitest';
import { toRetry } from './to-retry.ts';

const request = { requestId: '1', input: { text: 'a fox' } };

test('a retry keeps the id of a request while it may still be running or done', () => {
  expect(toRetry(request, null)).toBe(request);
  expect(toRetry(request, { answered: false, code: 'busy' })).toBe(request);
  expect(toRetry(request, { answered: true, code: 'busy' })).toBe(request);
  expect(toRetry(request, { answered: true, code: 'internal' })).toBe(request);
});

test.each(['provider-failed', 'cancelled', 'insufficient-credits', 'operation-disabled'] as const)(
  'a retry of a request that has ended as %s asks for the same work under a new id',
  (code) => {
    const again = toRetry(request, { answered: true, code });
    expect(again.input).toBe(request.input);
    expect(again.requestId).not.toBe(request.requestId);
  },
);
