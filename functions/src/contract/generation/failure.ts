import { z } from 'zod';
import { since, until } from '../documents/stored-document.ts';
import { ErrorCode, ErrorDetails, type ErrorFacts } from '../errors.ts';
import { englishMessage } from '../messages/english-message.ts';

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

/** Turns an error into the stored failure of work. */
export function newFailure({ code, details }: ErrorFacts): Failure {
  return { code, message: englishMessage({ code, details }), details };
}

/** A failure as other apps receive it. */
export const WireFailure = z.strictObject({
  code: ErrorCode,
  /** English, for developers. */
  message: z.string(),
  details: ErrorDetails,
});

/** Returns a failure with its English message: from the table, or as an earlier build stored it. */
export function toWireFailure({ code, message, details }: Failure): z.infer<typeof WireFailure> {
  const known = { code, details: details ?? {} };
  return { ...known, message: (details ? null : message) ?? englishMessage(known) };
}
