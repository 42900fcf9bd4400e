import { AppError, type CallableName } from '../contract/index.ts';
import type { Handler } from '../platform/handle-call.ts';

/** Stands where a handler is being built. */
export function notOpenYet<N extends CallableName>(): Handler<N> {
  return async () => {
    throw new AppError('not-configured', 'This cannot be bought here yet.');
  };
}
