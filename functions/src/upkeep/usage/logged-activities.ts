import type { Firestore, QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import { ACTIVITY_SHARDS } from '../../contract/index.ts';
import { readHead } from './usage-log.ts';

/** Returns whether an ended activity is in the usage logs for good, as of now. */
export async function loggedActivities(db: Firestore): Promise<(activity: QueryDocumentSnapshot) => boolean> {
  const shards = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);
  const heads = await Promise.all(shards.map((shard) => readHead(db, String(shard))));
  return (activity) => {
    const { completeThroughMs = 0 } = heads[activity.get('shard') as number]?.value ?? {};
    const endedAt: Timestamp | null = activity.get('endedAt') ?? null;
    return endedAt !== null && endedAt.toMillis() < completeThroughMs;
  };
}
