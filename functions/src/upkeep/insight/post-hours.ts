import { type Firestore, type Query, Timestamp } from 'firebase-admin/firestore';
import {
  AbuseSignal,
  AuditEntry,
  coarseBucketOf,
  decodeStored,
  type Figures,
  HOUR_MS,
  MINUTE_MS,
  metricsHourOf,
  ServerMetrics,
} from '../../contract/index.ts';
import { collection } from '../../platform/store/documents.ts';
import type { InsightChanges } from './insight-changes.ts';

/** The most documents of one kind that are read for one commit, unless one hour has more. */
const MAX_DOCUMENTS = 1_000;
/** Signals and counts of calls change within their hour; whatever writes them has ended by then. */
const SETTLED_AFTER_MS = 10 * MINUTE_MS;

/** Returns the end of the hours whose signals, staff actions and calls no longer change. */
export function settledHoursMs(untilMs: number): number {
  return hourOf(untilMs - SETTLED_AFTER_MS) - HOUR_MS;
}

function hourOf(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS;
}

interface Hours {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A document, and the time by which it counts. */
interface Found {
  readonly atMs: number;
  post(changes: InsightChanges, day: string): void;
}

export interface ReadHours {
  readonly found: readonly Found[];
  /** Every hour before this is complete. */
  readonly throughMs: number;
}

/** Reads signs of abuse, entries of the audit log, and counts of calls, each in full hours. */
export async function readHours(db: Firestore, { fromMs, untilMs }: Hours): Promise<ReadHours> {
  if (fromMs >= untilMs) return { found: [], throughMs: fromMs };
  const reads = [
    byCreation(db, 'abuse', (data) => {
      const { kind, count } = decodeStored(AbuseSignal, data);
      return { signals: { [kind]: count } };
    }),
    byCreation(db, 'audit', (data) => ({ staffActions: { [decodeStored(AuditEntry, data).action]: 1 } })),
    callsOf(db),
  ];
  const all = await Promise.all(reads.map((read) => readFull(read, { fromMs, untilMs })));
  const throughMs = Math.min(...all.map((one) => one.throughMs));
  return { found: all.flatMap(({ found }) => found).filter(({ atMs }) => atMs < throughMs), throughMs };
}

/** Adds what was read to the days it belongs to. */
export function postHours(
  changes: InsightChanges,
  { found }: ReadHours,
  dayOf: (ms: number) => string,
): void {
  for (const one of found) one.post(changes, dayOf(one.atMs));
}

type ReadSome = (hours: Hours, limit: number) => Promise<readonly Found[]>;

async function readFull(read: ReadSome, { fromMs, untilMs }: Hours): Promise<ReadHours> {
  for (let limit = MAX_DOCUMENTS; ; limit *= 2) {
    const found = await read({ fromMs, untilMs }, limit);
    const throughMs = found.length < limit ? untilMs : hourOf(found.at(-1)?.atMs ?? untilMs);
    if (throughMs > fromMs) return { found, throughMs };
  }
}

function byCreation(db: Firestore, name: 'abuse' | 'audit', figuresOf: (data: unknown) => Figures): ReadSome {
  return async ({ fromMs, untilMs }, limit) => {
    const { docs } = await collection(db, name)
      .where('createdAt', '>=', Timestamp.fromMillis(fromMs))
      .where('createdAt', '<', Timestamp.fromMillis(untilMs))
      .orderBy('createdAt')
      .limit(limit)
      .get();
    return docs.map((doc) => ({
      atMs: (doc.get('createdAt') as Timestamp).toMillis(),
      post: (changes, day) => changes.addTo('usage', day, figuresOf(doc.data())),
    }));
  };
}

function callsOf(db: Firestore): ReadSome {
  return async ({ fromMs, untilMs }, limit) => {
    const hours: Query = collection(db, 'serverMetrics')
      .where('hour', '>=', metricsHourOf(fromMs))
      .where('hour', '<', metricsHourOf(untilMs));
    const { docs } = await hours.orderBy('hour').limit(limit).get();
    return docs.map((doc) => {
      const { hour, callables } = decodeStored(ServerMetrics, doc.data());
      return {
        atMs: Date.parse(`${hour}:00Z`),
        post(changes, day) {
          for (const [name, { calls, errors, took }] of Object.entries(callables)) {
            changes.addTo('server', day, { calls: { [name]: { calls, errors } } });
            for (const [bucket, count] of Object.entries(took)) {
              const joined = { took: { [coarseBucketOf(bucket)]: count } };
              changes.addTo('server', day, { calls: { [name]: joined } });
            }
          }
        },
      };
    });
  };
}
