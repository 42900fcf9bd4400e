import type { Firestore } from 'firebase-admin/firestore';
import { ACTIVITY_SHARDS, SECOND_MS } from '../contract/index.ts';
import type { Meter } from '../meter/lane/meter.ts';
import type { JobRun } from '../platform/deploy/job.ts';
import { log } from '../platform/signals/log.ts';
import { collection } from '../platform/store/documents.ts';
import { tryEach, workOff } from './work-off.ts';

/** The most that instances' clocks differ. */
const CLOCK_SKEW_MS = 5 * SECOND_MS;
const SHARDS = [...Array(ACTIVITY_SHARDS).keys()];

/**
 * Removes the rest of lots that have lapsed. Reads only accounts that have one, because each account stores when its next
 * lot lapses.
 */
export async function expireLots(
  { db, meter, now }: { db: Firestore; meter: Meter; now: () => number },
  { traceId, cursor, keep }: JobRun,
): Promise<{ accounts: number; failed: number }> {
  const { done, failed } = await workOff({
    async find(limit) {
      const found = await collection(db, 'accounts')
        .where('shard', 'in', SHARDS)
        .where('nextLapseAt', '<', new Date(now() - CLOCK_SKEW_MS))
        .orderBy('nextLapseAt')
        .limit(limit)
        .select()
        .get();
      return found.docs.map(({ id }) => id);
    },
    idOf: (accountId) => accountId,
    work: (accountIds) =>
      tryEach(
        accountIds,
        (accountId) => meter.submit(accountId, { kind: 'lapse', traceId }),
        (accountId, cause) => log.lapseFailed({ accountId, traceId, cause }),
      ),
    keep: () => keep(cursor),
  });
  return { accounts: done, failed };
}
