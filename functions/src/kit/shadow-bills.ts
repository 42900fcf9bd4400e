import type { Firestore } from 'firebase-admin/firestore';
import { ACTIVITY_SHARDS, Activity, isShadow } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';

/** The charges that shadow mode avoided, for one model of an operation. */
export interface ShadowBill {
  readonly operation: string;
  readonly model: string;
  /** Requests that have ended, and those of them that would have cost something. */
  readonly requests: number;
  readonly charged: number;
  /** The avoided charge, in millionths of a credit. */
  readonly micros: number;
  /** The providers' bill for it, in millionths of a US dollar. */
  readonly costUsdMicros: number;
}

const PAGE = 500;
const SHARDS = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);

/** Adds up the avoided charges of activities that ended within a time. Activities are kept for 90 days. */
export async function shadowBills(db: Firestore, range: EndedWithin): Promise<ShadowBill[]> {
  const bills = new Map<string, ShadowBill>();
  for await (const activity of shadowActivities(db, range)) add(bills, activity);
  return [...bills.values()];
}

interface EndedWithin {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Reads the activities in shadow mode that ended within a time. */
export async function* shadowActivities(
  db: Firestore,
  { fromMs, toMs }: EndedWithin,
): AsyncGenerator<Activity> {
  const ended = collection(db, 'activities')
    .where('shard', 'in', SHARDS)
    .where('endedAt', '>=', new Date(fromMs))
    .where('endedAt', '<', new Date(toMs))
    .orderBy('endedAt');
  for (
    let page = await ended.limit(PAGE).get();
    ;
    page = await ended.startAfter(page.docs.at(-1)).limit(PAGE).get()
  ) {
    for (const snapshot of page.docs) {
      const activity = decodeDocument(Activity, snapshot)?.value;
      if (activity && isShadow(activity)) yield activity;
    }
    if (page.size < PAGE) return;
  }
}

function add(
  bills: Map<string, ShadowBill>,
  { operation, model, shadowMicros = 0, ...activity }: Activity,
): void {
  const before = bills.get(`${operation}/${model}`) ?? NOTHING;
  bills.set(`${operation}/${model}`, {
    ...{ operation, model, requests: before.requests + 1 },
    charged: before.charged + (shadowMicros > 0 ? 1 : 0),
    micros: before.micros + shadowMicros,
    costUsdMicros: before.costUsdMicros + (activity.costUsdMicros ?? 0),
  });
}

const NOTHING = { requests: 0, charged: 0, micros: 0, costUsdMicros: 0 };
