import { z } from 'zod';
import { ErrorCode, ErrorDetails, type ErrorFacts } from './errors.ts';
import { englishMessage } from './messages/english-message.ts';
import { since, until } from './stored-document.ts';

/** Why work failed, as it is stored. */
export const Failure = z.strictObject({
  code: ErrorCode,
  /** English. The build before this one reads it also in a store that was raised, so it is written for one more version. */
  message: until(4, z.string()),
  /** Null in documents of earlier builds: they have only the message. */
  details: since(3, ErrorDetails),
});
export type Failure = z.infer<typeof Failure>;

/** Stores an error as the failure of work. */
export function newFailure({ code, details }: ErrorFacts): Failure {
  return { code, message: englishMessage({ code, details }), details };
}

/** A failure as it is told to other apps. */
export const WireFailure = z.strictObject({
  code: ErrorCode,
  /** English, for developers. */
  message: z.string(),
  details: ErrorDetails,
});

/** Returns a failure with its English message: that of the table, or the one that an earlier build stored. */
export function toWireFailure({ code, message, details }: Failure): z.infer<typeof WireFailure> {
  const known = { code, details: details ?? {} };
  return { ...known, message: (details ? null : message) ?? englishMessage(known) };
}
