import {
  type DocumentReference,
  FieldValue,
  type Firestore,
  type WriteBatch,
} from 'firebase-admin/firestore';
import { ACTIVITY_SHARDS, Activity, LedgerEntry } from '../contract/index.ts';
import type { Catalogs } from '../platform/catalogs.ts';
import { collection, decodeDocument, type Versioned } from '../platform/documents.ts';
import type { JobRun } from '../platform/job.ts';
import { landed, UNLESS_CONFLICT } from '../platform/landed.ts';
import { log } from '../platform/log.ts';
import { addedUp, sumUsage, type UsageTally } from './sum-usage.ts';

/** Each brings two writes at most, and a commit takes 500 in all. */
const PAGE = 200;
const MAX_PAGES = 200;
const SHARDS = [...Array(ACTIVITY_SHARDS).keys()];

export interface RollUpServices {
  readonly db: Firestore;
  readonly catalogs: Catalogs;
  readonly now: () => number;
}

type Ended = { readonly id: string; readonly activity: Versioned<Activity> };

/**
 * Adds each ended activity to the statistics, once: the commit that adds it takes its mark away, guarded by its
 * version. The mark is set by the commit that ends the activity, so one that ends late is found like any other.
 */
export async function rollUpUsage(
  services: RollUpServices,
  { traceId, cursor, keep }: JobRun,
): Promise<{ activities: number; unreadable: number }> {
  const unreadable = new Set<string>();
  let activities = 0;
  let size = PAGE;
  for (let page = 0; page < MAX_PAGES; page++) {
    const ended = await findEnded(services, { limit: size, unreadable, traceId });
    if (ended.length === 0) break;
    if (await add(services, ended)) {
      activities += ended.length;
      size = PAGE;
    } else {
      // Something has changed since it was read: smaller, so that one that always does holds up no other.
      size = Math.max(1, Math.floor(size / 2));
    }
    await keep(cursor);
  }
  return { activities, unreadable: unreadable.size };
}

async function findEnded(
  { db, now }: RollUpServices,
  { limit, unreadable, traceId }: { limit: number; unreadable: Set<string>; traceId: string },
): Promise<Ended[]> {
  const found = await collection(db, 'activities')
    .where('shard', 'in', SHARDS)
    .where('rollUpAt', '<', new Date(now() + 1))
    .orderBy('rollUpAt')
    .limit(limit + unreadable.size)
    .get();
  return found.docs.flatMap((snapshot) => {
    const { id } = snapshot;
    if (unreadable.has(id)) return [];
    try {
      const activity = decodeDocument(Activity, snapshot);
      return activity ? [{ id, activity }] : [];
    } catch (cause) {
      unreadable.add(id);
      log.rollUpFailed({ activityId: id, traceId, cause });
      return [];
    }
  });
}

/** One commit; false when it has to be looked at anew. */
async function add({ db, catalogs }: RollUpServices, ended: readonly Ended[]): Promise<boolean> {
  const entries = await db.getAll(...ended.map(({ id }) => collection(db, 'ledger').doc(`usage-${id}`)));
  const tallies = await Promise.all(
    ended.map(async ({ activity: { value } }, index): Promise<[Activity, UsageTally]> => {
      const entry = entries[index] && decodeDocument(LedgerEntry, entries[index]);
      const { catalog } = await catalogs.at(value.catalogVersion);
      return [value, sumUsage(value, entry?.value ?? null, catalog)];
    }),
  );
  const batch = db.batch();
  const days = sums(tallies, ({ endedAt }) => new Date(endedAt ?? 0).toISOString().slice(0, 10));
  for (const [day, tally] of days)
    addTo(batch, collection(db, 'usageStats').doc(day), tally, { period: day });
  const months = sums(tallies, ({ endedAt }) => new Date(endedAt ?? 0).toISOString().slice(0, 7));
  for (const [month, { hours: _, ...tally }] of months) {
    addTo(batch, collection(db, 'usageStats').doc(month), tally, { period: month });
  }
  for (const [accountId, { hours: _, providers: __, ...tally }] of sums(tallies, (a) => a.accountId)) {
    addTo(batch, collection(db, 'accountStats').doc(accountId), tally, {
      accountId,
      email: null,
      name: null,
    });
  }
  for (const { id, activity } of ended) {
    const unmarked = { rollUpAt: FieldValue.delete() };
    batch.update(collection(db, 'activities').doc(id), unmarked, { lastUpdateTime: activity.version });
  }
  return (await landed(batch.commit(), UNLESS_CONFLICT)) !== null;
}

function sums(
  tallies: readonly (readonly [Activity, UsageTally])[],
  placeOf: (activity: Activity) => string,
): Map<string, UsageTally> {
  const all = new Map<string, UsageTally>();
  for (const [activity, tally] of tallies) {
    const place = placeOf(activity);
    const before = all.get(place);
    all.set(place, before ? addedUp(before, tally) : tally);
  }
  return all;
}

/** Adds every number of a tally to what the document has, whatever was there. */
function addTo(batch: WriteBatch, reference: DocumentReference, tally: object, facts: object): void {
  batch.set(reference, { schemaVersion: 1, ...facts, ...increments(tally) }, { merge: true });
}

/** Nothing for an empty map: a merge would empty what is stored. */
function increments(tally: object): object {
  return Object.fromEntries(
    Object.entries(tally).flatMap(([key, value]) => {
      if (typeof value === 'number') return [[key, FieldValue.increment(value)]];
      return Object.keys(value).length === 0 ? [] : [[key, increments(value)]];
    }),
  );
}
