import type { AppError } from '../../../src/contract/index.ts';

/** The code of the error that work ends with; `none` when it ends well. */
export function errorCodeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: AppError) => error.code ?? String(error),
  );
}
