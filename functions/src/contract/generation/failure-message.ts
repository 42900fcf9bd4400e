import type { z } from 'zod';
import type { ErrorFacts } from '../errors.ts';
import { englishMessage } from '../messages/english-message.ts';
import type { Failure, WireFailure } from './failure.ts';

/** Turns an error into the stored failure of work. */
export function newFailure({ code, details }: ErrorFacts): Failure {
  return { code, message: englishMessage({ code, details }), details };
}

/** Returns a failure with its English message: from the table, or as an earlier build stored it. */
export function toWireFailure({ code, message, details }: Failure): z.infer<typeof WireFailure> {
  const known = { code, details: details ?? {} };
  return { ...known, message: (details ? null : message) ?? englishMessage(known) };
}
