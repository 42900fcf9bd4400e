import { AppError } from '../errors.ts';

/**
 * The version of the callables' requests and responses. The web app sends it with each call as `wireVersion`. It grows
 * with every change of `callables`, because a page that was loaded before the change would misread the responses.
 */
export const WIRE_VERSION = 3;

/**
 * Checks that a call comes from a page of this build. Other callers send no version and are let through.
 * @throws AppError `client-outdated` when the page is older, so that it reloads; `busy` when it is newer than this
 * instance, which is about to be replaced
 */
export function assertSameWire(sent: unknown): void {
  if (sent === undefined || sent === WIRE_VERSION) return;
  if (typeof sent === 'number' && sent > WIRE_VERSION) {
    throw new AppError('busy', { reason: 'updating', retryAfterMs: 5_000 });
  }
  throw new AppError('client-outdated');
}
