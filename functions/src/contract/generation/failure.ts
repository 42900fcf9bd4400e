import { z } from 'zod';
import { ErrorCode, ErrorDetails } from '../errors.ts';
import { since, until } from '../store/stored-document.ts';

/** Why work failed, as it is stored. */
export const Failure = z.strictObject({
  code: ErrorCode,
  /**
   * English. Written for one more schema version, because the previous build still reads it in a store that was raised.
   */
  message: until(4, z.string()),
  /** Null in documents of earlier builds, which have only the message. */
  details: since(3, ErrorDetails),
});
export type Failure = z.infer<typeof Failure>;

/** Failures that the operator or a provider causes, not the user or the content of a request. */
export const operatorFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'provider-busy',
  'provider-timeout',
  'provider-failed',
  'worker-lost',
  'not-configured',
  'internal',
]);

/** A failure as other apps receive it. */
export const WireFailure = z.strictObject({
  code: ErrorCode,
  /** English, for developers. */
  message: z.string(),
  details: ErrorDetails,
});
