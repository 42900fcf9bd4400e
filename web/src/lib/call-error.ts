import { AppError, type ErrorCode, type ErrorDetails, WireError } from '@firemeter/functions/contract';
import { FirebaseError } from 'firebase/app';

/** A call that did not succeed, in the contract's words. */
export class CallError extends AppError {
  /** Finds this very call in the server's logs; null when the server was never reached. */
  readonly traceId: string | null;
  /** Whether the server answered at all. */
  readonly answered: boolean;

  constructor({ code, message, details, traceId, answered, cause }: CallErrorFields) {
    super(code, message, details, { cause });
    this.name = 'CallError';
    this.traceId = traceId;
    this.answered = answered;
  }
}

interface CallErrorFields {
  code: ErrorCode;
  message: string;
  details: ErrorDetails;
  traceId: string | null;
  answered: boolean;
  cause: unknown;
}

/** What the transport says when the server's own words did not get through. */
const transportWords: Record<string, { code: ErrorCode; message: string }> = {
  'functions/unauthenticated': {
    code: 'unauthenticated',
    message: 'Your sign-in has ended. Sign in again.',
  },
  'functions/permission-denied': { code: 'permission-denied', message: 'You are not allowed to do this.' },
  'functions/not-found': { code: 'not-configured', message: 'This part of Firemeter is not running.' },
  'functions/unimplemented': { code: 'not-configured', message: 'This part of Firemeter is not running.' },
  'functions/invalid-argument': {
    code: 'invalid-argument',
    message: 'The server couldn’t read this request.',
  },
  'functions/cancelled': { code: 'cancelled', message: 'Cancelled.' },
};

/** Turns whatever a call threw into a `CallError`. */
export function toCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  if (error instanceof AppError) {
    const { code, message, details } = error;
    return new CallError({ code, message, details, traceId: null, answered: true, cause: error });
  }
  const wire = WireError.safeParse((error as { details?: unknown } | null)?.details);
  if (wire.success) return new CallError({ ...wire.data, answered: true, cause: error });

  const words = error instanceof FirebaseError ? transportWords[error.code] : undefined;
  if (words) return new CallError({ ...words, details: {}, traceId: null, answered: true, cause: error });
  if (error instanceof FirebaseError) return unreached(error);
  const message = 'Something went wrong in this page.';
  return new CallError({
    code: 'internal',
    message,
    details: {},
    traceId: null,
    answered: true,
    cause: error,
  });
}

/** The call may or may not have arrived: only a retry with the same request id can tell. */
export function unreached(cause: unknown): CallError {
  return new CallError({
    code: 'busy',
    message: 'Couldn’t reach Firemeter. Check your connection.',
    details: {},
    traceId: null,
    answered: false,
    cause,
  });
}
