import { setTimeout as wait } from 'node:timers/promises';
import { APICallError } from '@ai-sdk/provider';
import type { Directives } from './directives.ts';

/**
 * Waits and fails as the directives say, with the errors that the AI SDK makes of a server's answers.
 * @throws APICallError; the signal's reason
 */
export async function stageFailure(
  directives: Directives,
  { calls, abortSignal }: { calls: number; abortSignal: AbortSignal | undefined },
): Promise<void> {
  await pause(directives.slowMs, abortSignal);
  if (directives.refuse) throw serverError(400, 'content_policy_violation');
  if (directives.fail === 'error') throw serverError(500, 'server_error');
  if (directives.fail && calls <= directives.fail.busyCalls) throw serverError(429, 'rate_limit_exceeded');
}

/** @throws the signal's reason */
export async function pause(ms: number, abortSignal: AbortSignal | undefined): Promise<void> {
  abortSignal?.throwIfAborted();
  if (ms <= 0) return;
  try {
    await wait(ms, undefined, abortSignal && { signal: abortSignal });
  } catch {
    abortSignal?.throwIfAborted();
  }
}

/** The error of an HTTP provider that answers with a status and one of OpenAI's error codes. */
export function serverError(statusCode: number, code: string): APICallError {
  return new APICallError({
    message: `The sandbox was asked to answer ${statusCode} (${code}).`,
    url: 'sandbox:',
    requestBodyValues: {},
    statusCode,
    data: { error: { message: 'Asked for by a switch in the prompt.', type: code, code } },
  });
}
