import { callables, requestTimeMs } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { newRequestId } from './new-request-id.ts';

test('a request id is one that the server takes, and carries its time', () => {
  const before = Date.now();
  const requestId = newRequestId();
  expect(callables.cancelGeneration.request.safeParse({ requestId }).success).toBe(true);
  expect(requestTimeMs(requestId)).toBeGreaterThanOrEqual(before);
});
