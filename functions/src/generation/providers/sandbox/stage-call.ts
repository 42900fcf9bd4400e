import type { CallLog } from './call-log.ts';
import { type Directives, readDirectives } from './directives.ts';
import { serverError, stageFailure } from './stage-failure.ts';

export interface SandboxCall {
  readonly calls: CallLog;
  readonly headers: Readonly<Record<string, string | undefined>> | undefined;
  readonly abortSignal: AbortSignal | undefined;
}

/**
 * Counts a call for something that comes in one piece; waits and fails as its prompt says.
 * @throws APICallError; the signal's reason
 */
export async function stageCall(
  prompt: string,
  { calls, headers, abortSignal }: SandboxCall,
): Promise<Directives> {
  const directives = readDirectives(prompt);
  await stageFailure(directives, { calls: calls.record(headers), abortSignal });
  if (directives.cut) throw serverError(200, 'connection_lost');
  return directives;
}

/** What is sent in the place of a file by a prompt that says so. */
export const malformedFile = Buffer.from('This is no file.');
