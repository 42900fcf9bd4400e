import type { Generation } from '../../work/generation-store.ts';

/**
 * What requests will have set aside whose hold is not seen yet, in micros. A hold changes account and activity in one
 * commit, and both arrive together: what has an activity is in the balance already.
 */
export function expectedHolds(
  generations: readonly Generation[],
  hasActivity: (requestId: string) => boolean,
): number {
  return generations
    .filter(({ state: { kind } }) => kind === 'running' || kind === 'queued')
    .filter(({ requestId }) => !hasActivity(requestId))
    .reduce((sum, { intent }) => sum + intent.holdMicros, 0);
}
