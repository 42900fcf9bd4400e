import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { bucketOf, type ErrorCode, MINUTE_MS, metricsHourOf } from '../../contract/index.ts';
import { collection } from '../store/documents.ts';
import { log } from './log.ts';

/** One write so often, however many calls there are. */
const INTERVAL_MS = MINUTE_MS;

interface Call {
  readonly name: string;
  /** Null: it has no duration. */
  readonly tookMs: number | null;
  /** Null: it succeeded. */
  readonly error: ErrorCode | null;
}

/** Counts calls by function, error and time. Best effort: calls don't wait, and an instance can end first. */
export interface ServerMetricsLog {
  add(call: Call): void;
  /** Writes the waiting counts, and waits for the write to end. */
  flush(): Promise<void>;
}

interface Counted {
  readonly errors: Map<string, number>;
  calls: number;
  /** The durations of the calls that have one. */
  readonly tookMs: number[];
}

export function createServerMetrics({ db, now }: { db: Firestore; now: () => number }): ServerMetricsLog {
  let counted = new Map<string, Counted>();
  let writtenAtMs = Number.NEGATIVE_INFINITY;

  async function flush(): Promise<void> {
    if (counted.size === 0) return;
    const callables = Object.fromEntries([...counted].map(([name, one]) => [name, toIncrements(one)]));
    const hour = metricsHourOf(now());
    [counted, writtenAtMs] = [new Map(), now()];
    try {
      const document = { schemaVersion: 1, hour, callables };
      await collection(db, 'serverMetrics').doc(hour).set(document, { merge: true });
    } catch (cause) {
      log.metricsNotWritten({ cause });
    }
  }

  return {
    add({ name, tookMs, error }) {
      const one: Counted = counted.get(name) ?? { errors: new Map<string, number>(), calls: 0, tookMs: [] };
      one.calls += 1;
      if (error !== null) one.errors.set(error, (one.errors.get(error) ?? 0) + 1);
      if (tookMs !== null) one.tookMs.push(tookMs);
      counted.set(name, one);
      // Runs within a call, not by a timer: between requests an instance gets no CPU time.
      if (now() - writtenAtMs >= INTERVAL_MS) void flush();
    },
    flush,
  };
}

function toIncrements({ calls, errors, tookMs }: Counted) {
  const increments = (counts: ReadonlyMap<string, number>) =>
    Object.fromEntries([...counts].map(([name, count]) => [name, FieldValue.increment(count)]));
  const took = [...Map.groupBy(tookMs, bucketOf)];
  return {
    calls: FieldValue.increment(calls),
    // An empty map would replace the one that is stored.
    ...(errors.size > 0 && { errors: increments(errors) }),
    ...(took.length > 0 && { took: increments(new Map(took.map(([bucket, all]) => [bucket, all.length]))) }),
  };
}
