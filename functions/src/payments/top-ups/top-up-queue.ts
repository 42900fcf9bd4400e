import { z } from 'zod';
import { MINUTE_MS } from '../../contract/index.ts';
import type { TaskQueue } from '../../platform/deploy/task-queue.ts';
import { log } from '../../platform/signals/log.ts';

/** The account whose balance to check. */
export const TopUpTask = z.object({ accountId: z.string() });
export type TopUpTask = z.infer<typeof TopUpTask>;

export interface TopUpQueue {
  /** Requests a check when a balance is below the user's setting. Costs nothing otherwise, and never fails. */
  sawBalance(
    accountId: string,
    seen: { readonly balanceMicros: number; readonly topUpBelowMicros: number | null },
  ): Promise<void>;
  /** Requests a check now, or at a later time. */
  check(accountId: string, atMs?: number): Promise<void>;
}

/** Each instance requests at most one check a minute for an account, however many requests see the low balance. */
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
