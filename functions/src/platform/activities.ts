import type { Firestore } from 'firebase-admin/firestore';
import { ACTIVITY_SHARDS, Activity, type GenerationOutput, Result } from '../contract/index.ts';
import { collection, decodeDocument, type Versioned } from './documents.ts';

const LISTEN_AGAIN_MS = 1_000;
const SHARDS = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);

/** Reads of activities and their results; the engine alone writes them. */
export interface Activities {
  read(activityId: string): Promise<Versioned<Activity> | null>;
  output(activityId: string): Promise<GenerationOutput | null>;
  /** Open activities whose lease ran out before a time, longest ago first. */
  abandoned(beforeMs: number, limit: number): Promise<{ id: string; activity: Versioned<Activity> }[]>;
  /** Tells of each change until the returned function is called. */
  watch(activityId: string, onChange: (activity: Versioned<Activity>) => void): () => void;
  /** Tells the ids of activities that this worker is asked to stop, until the returned function is called. */
  watchCancels(worker: string, onCancel: (activityId: string) => void): () => void;
}

export function createActivities(db: Firestore): Activities {
  const activities = collection(db, 'activities');
  return {
    async read(activityId) {
      return decodeDocument(Activity, await activities.doc(activityId).get());
    },
    async output(activityId) {
      const result = decodeDocument(Result, await collection(db, 'results').doc(activityId).get());
      return result?.value.output ?? null;
    },
    async abandoned(beforeMs, limit) {
      const found = await activities
        .where('shard', 'in', SHARDS)
        .where('leaseUntil', '<', new Date(beforeMs))
        .orderBy('leaseUntil')
        .limit(limit)
        .get();
      return found.docs.flatMap((snapshot) => {
        const activity = decodeDocument(Activity, snapshot);
        return activity ? [{ id: snapshot.id, activity }] : [];
      });
    },
    watch(activityId, onChange) {
      return activities.doc(activityId).onSnapshot(
        (snapshot) => {
          const activity = decodeDocument(Activity, snapshot);
          if (activity) onChange(activity);
        },
        () => undefined,
      );
    },
    watchCancels(worker, onCancel) {
      const addressed = activities.where('cancelFor', '==', worker);
      let stop: () => void;
      let timer: NodeJS.Timeout | undefined;
      const listen = () => {
        stop = addressed.onSnapshot(
          (snapshot) => {
            for (const change of snapshot.docChanges()) if (change.type === 'added') onCancel(change.doc.id);
          },
          // A listener that has failed tells nothing any more; the next one begins with all there are.
          () => {
            timer = setTimeout(listen, LISTEN_AGAIN_MS).unref();
          },
        );
      };
      listen();
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}
