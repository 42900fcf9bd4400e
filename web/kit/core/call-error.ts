import { AppError, type ErrorCode, type ErrorDetails, WireError } from '@firemeter/functions/contract';
import { FirebaseError } from 'firebase/app';

/** A call that did not succeed, in the contract's words. */
export class CallError extends AppError {
  /** Finds this very call in the server's logs; null when the server was never reached. */
  readonly traceId: string | null;
  /** Whether the server answered at all. */
  readonly answered: boolean;

  constructor({ code, message, details, traceId, answered, cause }: CallErrorFields) {
    super(code, ...([details, { cause }] as never));
    this.name = 'CallError';
    if (message !== undefined) this.message = message;
    this.traceId = traceId;
    this.answered = answered;
  }
}

interface CallErrorFields {
  code: ErrorCode;
  /** The English message that came with it: for developers, never shown by the app. */
  message?: string;
  details: ErrorDetails;
  traceId: string | null;
  answered: boolean;
  cause: unknown;
}

/** What the transport says when the server's own answer did not get through. */
const transportErrors: Record<string, AppError> = {
  'functions/unauthenticated': new AppError('unauthenticated', { reason: 'sign-in-ended' }),
  'functions/permission-denied': new AppError('permission-denied', { reason: 'forbidden' }),
  'functions/not-found': new AppError('not-configured', { reason: 'service' }),
  'functions/unimplemented': new AppError('not-configured', { reason: 'service' }),
  'functions/invalid-argument': new AppError('invalid-argument', { reason: 'unreadable' }),
  'functions/cancelled': new AppError('cancelled', { reason: 'stopped' }),
};

/** Turns whatever a call threw into a `CallError`. */
export function toCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  if (error instanceof AppError) return answered(error, error);
  const wire = WireError.safeParse((error as { details?: unknown } | null)?.details);
  if (wire.success) return new CallError({ ...wire.data, answered: true, cause: error });

  const known = error instanceof FirebaseError ? transportErrors[error.code] : undefined;
  if (known) return answered(known, error);
  if (error instanceof FirebaseError) return unreached(error);
  return answered(new AppError('internal', { reason: 'page' }), error);
}

function answered({ code, details }: AppError, cause: unknown): CallError {
  return new CallError({ code, details, traceId: null, answered: true, cause });
}

/** The call may or may not have arrived: only a retry with the same request id can tell. */
export function unreached(cause: unknown): CallError {
  const details = { reason: 'unreached' };
  return new CallError({ code: 'busy', details, traceId: null, answered: false, cause });
}
