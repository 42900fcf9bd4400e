import { MINUTE_MS } from '../../contract/index.ts';
import { log } from '../../platform/log.ts';
import type { TaskQueue } from '../../platform/task-queue.ts';

/** Whose balance to look at. */
export interface TopUpTask {
  readonly accountId: string;
}

export interface TopUpQueue {
  /** Asks for a look when a balance is below what its person set. Costs nothing otherwise, and never fails. */
  sawBalance(
    accountId: string,
    seen: { readonly balanceMicros: number; readonly topUpBelowMicros: number | null },
  ): Promise<void>;
  /** Asks for a look now, or at a later time. */
  check(accountId: string, atMs?: number): Promise<void>;
}

/** Of the requests that see the same dip one asks for a look, a minute and instance: a look is asked for once a minute. */
const REQUEST_EVERY_MS = MINUTE_MS;
const MAX_REMEMBERED = 10_000;

export function createTopUpQueue({
  queue,
  now,
}: {
  queue: TaskQueue<TopUpTask>;
  now: () => number;
}): TopUpQueue {
  const requestedMs = new Map<string, number>();

  function mayRequest(accountId: string, nowMs: number): boolean {
    if (nowMs - (requestedMs.get(accountId) ?? Number.NEGATIVE_INFINITY) < REQUEST_EVERY_MS) return false;
    if (requestedMs.size >= MAX_REMEMBERED) requestedMs.clear();
    requestedMs.set(accountId, nowMs);
    return true;
  }

  return {
    async sawBalance(accountId, { balanceMicros, topUpBelowMicros }) {
      if (topUpBelowMicros === null || balanceMicros >= topUpBelowMicros) return;
      const nowMs = now();
      if (!mayRequest(accountId, nowMs)) return;
      try {
        await queue.add(`${accountId} ${Math.floor(nowMs / REQUEST_EVERY_MS)}`, { accountId });
      } catch (cause) {
        requestedMs.delete(accountId);
        log.topUpNotRequested({ accountId, cause });
      }
    },
    check: (accountId, atMs = now()) => queue.add(`${accountId} at ${atMs}`, { accountId }, atMs),
  };
}
