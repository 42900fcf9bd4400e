import { AppError, type CallableShape } from '../contract/index.ts';
import type { CallContext } from './call-context.ts';

/** What stands before every call, once it is known who calls. */
export interface Door {
  /** Why they are not let in; null when they are. */
  refuse(context: CallContext, asked: Asked): Promise<AppError | null>;
  /** Is told what refused a call in the end: going on and on is a sign of abuse. */
  refused(context: CallContext, error: AppError, asked: Asked): Promise<void>;
}

export interface Asked extends Pick<CallableShape, 'asksForWork'> {
  /** What work, as far as the request names it. */
  readonly work?: AskedWork;
}

export interface AskedWork {
  readonly operation: string | null;
  readonly model: string | null;
}

/** The work that a request names. */
export function workOf(request: unknown): AskedWork {
  const { operation, model } = (request ?? {}) as { operation?: unknown; model?: unknown };
  return {
    operation: typeof operation === 'string' ? operation : null,
    model: typeof model === 'string' ? model : null,
  };
}

/**
 * Handles a call of those who are let in. A request for work is handled with the refusal: the engine looks first
 * whether it was let in before.
 * @throws AppError the refusal of anything else, and whatever the handler throws
 */
export async function behind<T>(
  door: Door,
  { context, asked }: { context: CallContext; asked: Asked },
  handle: (context: CallContext) => Promise<T>,
): Promise<T> {
  try {
    const refusal = await door.refuse(context, asked);
    if (refusal && !asked.asksForWork) throw refusal;
    return await handle({ ...context, refusal });
  } catch (error) {
    if (error instanceof AppError) await door.refused(context, error, asked);
    throw error;
  }
}
