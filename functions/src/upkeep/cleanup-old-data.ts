import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import {
  ACTIVITY_SHARDS,
  type CollectionName,
  DAY_MS,
  NOTIFICATION_RETENTION_DAYS,
  RETENTION_MS,
} from '../contract/index.ts';
import type { Counts, JobRun } from '../platform/deploy/job.ts';
import { log } from '../platform/signals/log.ts';
import { collection } from '../platform/store/documents.ts';
import { loggedActivities } from './usage/logged-activities.ts';
import { packUsage, type UsageServices } from './usage/pack-usage.ts';
import { tryEach, workOff } from './work-off.ts';

const SHARDS = [...Array(ACTIVITY_SHARDS).keys()];

export interface CleanupServices extends UsageServices {
  /** Deletes the files of an activity. Safe to repeat. */
  readonly outputs: { remove(activityId: string): Promise<void> };
}

/**
 * Deletes activities that ended 90 days ago, with their prompts, results and files, and rejections and notifications of
 * that age. Never touches the ledger, usage logs, abuse signals or the audit log. First logs activities that are not logged yet, and keeps
 * them until their log is complete. Deletes files before documents, so that after a killed run the next one finds the rest.
 */
export async function cleanupOldData(
  services: CleanupServices,
  { traceId, cursor, keep }: JobRun,
): Promise<Counts> {
  const { db, outputs, now } = services;
  await packUsage(services, { traceId, onCommit: () => keep(cursor) });
  const isLogged = await loggedActivities(db);
  const removed = async (found: readonly QueryDocumentSnapshot[]) => {
    const bare = new Set<string>(found.map(({ id }) => id));
    const failed = await tryEach(
      found,
      ({ id }) => outputs.remove(id),
      ({ id }, cause) => {
        bare.delete(id);
        log.cleanupFailed({ activityId: id, traceId, cause });
      },
    );
    const batch = db.batch();
    for (const { id, ref } of found) {
      if (!bare.has(id)) continue;
      batch.delete(collection(db, 'results').doc(id));
      batch.delete(collection(db, 'prompts').doc(id));
      batch.delete(ref);
    }
    await batch.commit();
    return failed;
  };
  const { done, failed } = await workOff({
    async find(limit) {
      const found = await collection(db, 'activities')
        .where('shard', 'in', SHARDS)
        .where('endedAt', '<', new Date(now() - RETENTION_MS))
        .orderBy('endedAt')
        .limit(limit)
        .select('shard', 'endedAt')
        .get();
      return found.docs;
    },
    idOf: ({ id }) => id,
    async work(found) {
      const ready = found.filter(isLogged);
      return found.length - ready.length + (await removed(ready));
    },
    keep: () => keep(cursor),
  });
  const before = (days: number) => new Date(now() - days * DAY_MS);
  const remove = (name: CollectionName, until: Date) => removeOld(db, { name, until }, () => keep(cursor));
  const rejections = await remove('rejections', new Date(now() - RETENTION_MS));
  const notifications = await remove('notifications', before(NOTIFICATION_RETENTION_DAYS));
  const deliveries = await remove('outbox', before(NOTIFICATION_RETENTION_DAYS));
  return { activities: done, failed, rejections, notifications, deliveries };
}

/** Deletes the documents of a collection that were created before a time. @returns the number of deleted documents */
async function removeOld(
  db: CleanupServices['db'],
  { name, until }: { readonly name: CollectionName; readonly until: Date },
  keep: () => Promise<void>,
): Promise<number> {
  const { done } = await workOff({
    async find(limit) {
      const found = await collection(db, name)
        .where('createdAt', '<', until)
        .orderBy('createdAt')
        .limit(limit)
        .select()
        .get();
      return found.docs;
    },
    idOf: ({ id }) => id,
    async work(found) {
      const batch = db.batch();
      for (const { ref } of found) batch.delete(ref);
      await batch.commit();
      return 0;
    },
    keep,
  });
  return done;
}
