import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { en } from './en.ts';
import { findErrorText } from './error-texts.ts';

/** Returns the English message of an error on the wire. */
export function englishMessage(error: { readonly code: ErrorCode; readonly details: ErrorDetails }): string {
  return findErrorText(en, error) ?? en.internal.server;
}
