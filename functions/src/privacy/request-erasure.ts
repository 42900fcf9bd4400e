import { AppError, type Erasure, FRESH_SIGN_IN_MS } from '../contract/index.ts';
import type { Handler } from '../platform/calls/callable.ts';
import type { ErasureServices } from './erasure-services.ts';
import { startErasure, undoErasure as undo } from './start-erasure.ts';

/**
 * Requests the erasure of everything about the caller.
 * @throws AppError `unauthenticated` when the sign-in isn't fresh; `permission-denied` for staff
 */
export function requestErasure(services: ErasureServices): Handler<'requestErasure'> {
  return async (_, { uid, role, signedInMs, traceId }) => {
    if (role) throw new AppError('permission-denied', { reason: 'staff-member' });
    if (signedInMs === undefined || services.now() - signedInMs > FRESH_SIGN_IN_MS) {
      throw new AppError('unauthenticated', { reason: 'sign-in-old' });
    }
    return toState(await startErasure(services, { uid, by: 'person', traceId }));
  };
}

/** Undoes the caller's request. @throws AppError `already-settled` after seven days; `not-found` without a request */
export function undoErasure(services: ErasureServices): Handler<'undoErasure'> {
  return async (_, { uid, traceId }) => toState(await undo(services, { uid, traceId }));
}

function toState({ state, undoUntil, eraseBy }: Erasure) {
  return { state, undoUntilMs: undoUntil, eraseByMs: eraseBy };
}
