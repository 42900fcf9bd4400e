import { AppError, englishMessage } from '@firemeter/functions/contract';

/** Gives an error that never was on the wire the message that it would have there. */
export function inEnglish<E extends AppError>(error: E): E {
  if (!('cause' in error) || error.cause === undefined || error.cause instanceof AppError) {
    error.message = englishMessage(error);
  }
  return error;
}
