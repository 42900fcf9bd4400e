import { AppError, englishMessage, internalError, type WireError } from '../../contract/index.ts';
import { log } from '../signals/log.ts';

/** Logs an error, and returns what its caller gets. An error that wasn't thrown on purpose reveals nothing. */
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
