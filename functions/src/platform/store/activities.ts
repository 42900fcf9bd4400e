import type { Firestore } from 'firebase-admin/firestore';
import {
  ACTIVITY_SHARDS,
  Activity,
  activityIdOf,
  type GenerationOutput,
  isPlaceholder,
  type OwnRequest,
  Result,
} from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, type Versioned } from './documents.ts';
import { landed } from './landed.ts';

const LISTEN_AGAIN_MS = 1_000;
const SHARDS = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);

/** Reads activities and their results. Only the engine writes activities that have been held. */
export interface Activities {
  read(activityId: string): Promise<Versioned<Activity> | null>;
  /** Returns a user's own activity, or the placeholder under its id; null if another user of the account has the id. */
  own(request: OwnRequest): Promise<Versioned<Activity> | null>;
  /** Returns the output made for a user; null if another user of the account requested it. */
  output(request: OwnRequest): Promise<GenerationOutput | null>;
  /** Returns the result of an app's own function for a user, with its expiry; null when it was not kept. */
  kept(request: OwnRequest): Promise<Result | null>;
  /** Returns open activities whose lease expired before a time, longest ago first. */
  abandoned(beforeMs: number, limit: number): Promise<{ id: string; activity: Versioned<Activity> }[]>;
  /** Reports each change until the returned function is called. */
  watch(activityId: string, onChange: (activity: Versioned<Activity>) => void): () => void;
  /** Reports the ids of activities that this worker must stop, until the returned function is called. */
  watchCancels(worker: string, onCancel: (activityId: string) => void): () => void;
  /** Creates a placeholder for an activity that is not held yet. Leaves an existing document unchanged. */
  reserve(activityId: string, placeholder: Activity): Promise<void>;
  /** Deletes a placeholder. Returns false if it has been replaced by an activity since. */
  unreserve(activityId: string, placeholder: Versioned<Activity>): Promise<boolean>;
}

export function createActivities(db: Firestore): Activities {
  const activities = collection(db, 'activities');
  return {
    async read(activityId) {
      return decodeDocument(Activity, await activities.doc(activityId).get());
    },
    async own({ uid, ...request }) {
      const stored = decodeDocument(Activity, await activities.doc(activityIdOf(request)).get());
      return stored && (stored.value.uid === uid || isPlaceholder(stored.value)) ? stored : null;
    },
    async output({ uid, ...request }) {
      const stored = decodeDocument(Result, await collection(db, 'results').doc(activityIdOf(request)).get());
      const output = stored?.value.uid === uid ? stored.value.output : null;
      return output?.kind === 'value' ? null : output;
    },
    async kept({ uid, ...request }) {
      const stored = decodeDocument(Result, await collection(db, 'results').doc(activityIdOf(request)).get());
      return stored?.value.uid === uid && stored.value.output.kind === 'value' ? stored.value : null;
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
    async reserve(activityId, placeholder) {
      const fields = await encodeDocument(db, Activity, placeholder);
      await landed(activities.doc(activityId).create(fields), ['exists']);
    },
    async unreserve(activityId, { version }) {
      const removal = activities.doc(activityId).delete({ lastUpdateTime: version });
      return (await landed(removal, ['conflict', 'aborted', 'exists'])) !== null;
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
          // A listener that has failed reports nothing more. The next one begins with all current ids.
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
