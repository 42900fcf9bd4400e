import type { ErrorCode, ErrorDetails } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { CallError } from './call-error.ts';
import { withRetries } from './with-retries.ts';

function failure(
  code: ErrorCode,
  { answered = true, details = {} }: { answered?: boolean; details?: ErrorDetails } = {},
) {
  return new CallError({ code, message: code, details, traceId: null, answered, cause: undefined });
}

/** Fails with each error in turn, then succeeds; notes how long it was made to wait. */
async function run(errors: readonly CallError[]) {
  const waitsMs: number[] = [];
  let attempts = 0;
  const outcome = withRetries(
    async (number) => {
      attempts = number;
      const error = errors[number - 1];
      if (error) throw error;
      return 'done';
    },
    { sleep: async (ms) => void waitsMs.push(ms), random: () => 0.5 },
  );
  const result = await outcome.catch((error: CallError) => error.code);
  return { result, attempts, waitsMs };
}

test('an unanswered call is tried again, waiting longer each time', async () => {
  const lost = failure('busy', { answered: false });
  expect(await run([lost, lost])).toEqual({ result: 'done', attempts: 3, waitsMs: [400, 800] });
});

test('busy waits as long as the server asks', async () => {
  const busy = failure('busy', { details: { retryAfterMs: 1_200 } });
  expect(await run([busy])).toEqual({ result: 'done', attempts: 2, waitsMs: [1_200] });
});

test('a limit that opens in a moment is waited for', async () => {
  const limited = failure('rate-limited', { details: { retryAfterMs: 2_000 } });
  expect(await run([limited])).toEqual({ result: 'done', attempts: 2, waitsMs: [2_000] });
});

test('a limit that stays closed for long is told at once', async () => {
  const limited = failure('rate-limited', { details: { retryAfterMs: 60_000 } });
  expect(await run([limited])).toEqual({ result: 'rate-limited', attempts: 1, waitsMs: [] });
});

test.each(['insufficient-credits', 'price-changed', 'suspended', 'provider-failed', 'internal'] as const)(
  '%s is never tried again by itself',
  async (code) => {
    expect(await run([failure(code)])).toEqual({ result: code, attempts: 1, waitsMs: [] });
  },
);

test('four unanswered calls are enough', async () => {
  const lost = failure('busy', { answered: false });
  expect(await run([lost, lost, lost, lost, lost])).toMatchObject({ result: 'busy', attempts: 4 });
});
