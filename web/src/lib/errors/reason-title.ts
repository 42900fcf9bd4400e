import type { ErrorCode } from '@firemeter/functions/contract';
import { describeFailure } from './describe-error.ts';

/** Names the reason of a failure or a rejection; one of a newer server by its code. */
export function reasonTitle(code: string): string {
  const known: string | undefined = describeFailure({
    code: code as ErrorCode,
    message: null,
    details: {},
  }).title;
  return known ?? code;
}
