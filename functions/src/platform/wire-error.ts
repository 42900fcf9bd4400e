import { AppError, englishMessage, internalError, type WireError } from '../contract/index.ts';
import { log } from './log.ts';

/** Returns what a caller is told of an error, and logs it. An error that was not thrown on purpose tells nothing. */
export function toWireError(
  cause: unknown,
  call: { callable: string; traceId: string; uid: string | null },
): WireError {
  const error = cause instanceof AppError ? cause : internalError(cause);
  const { code, details } = error;
  if (code === 'internal') log.callFailed({ ...call, cause: error });
  else log.callRefused({ ...call, code });
  return { code, message: englishMessage(error), traceId: call.traceId, details };
}
