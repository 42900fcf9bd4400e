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
  look(accountId: string, atMs?: number): Promise<void>;
}

/** Of the requests that see the same dip one asks for a look, a minute and instance: a look is asked for once a minute. */
const ASK_EVERY_MS = MINUTE_MS;
const MAX_REMEMBERED = 10_000;

export function createTopUpQueue({
  queue,
  now,
}: {
  queue: TaskQueue<TopUpTask>;
  now: () => number;
}): TopUpQueue {
  const askedMs = new Map<string, number>();

  function mayAsk(accountId: string, nowMs: number): boolean {
    if (nowMs - (askedMs.get(accountId) ?? Number.NEGATIVE_INFINITY) < ASK_EVERY_MS) return false;
    if (askedMs.size >= MAX_REMEMBERED) askedMs.clear();
    askedMs.set(accountId, nowMs);
    return true;
  }

  return {
    async sawBalance(accountId, { balanceMicros, topUpBelowMicros }) {
      if (topUpBelowMicros === null || balanceMicros >= topUpBelowMicros) return;
      const nowMs = now();
      if (!mayAsk(accountId, nowMs)) return;
      try {
        await queue.add(`${accountId} ${Math.floor(nowMs / ASK_EVERY_MS)}`, { accountId });
      } catch (cause) {
        askedMs.delete(accountId);
        log.topUpNotAsked({ accountId, cause });
      }
    },
    look: (accountId, atMs = now()) => queue.add(`${accountId} at ${atMs}`, { accountId }, atMs),
  };
}
