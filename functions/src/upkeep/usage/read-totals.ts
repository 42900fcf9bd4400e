import type { Firestore } from 'firebase-admin/firestore';
import { MINUTE_MS } from '../../contract/index.ts';
import { createSharedRead } from '../../platform/store/shared-read.ts';
import { type AccountTotals, readAccountTotals } from '../insight/insight-store.ts';

/** Returns a reader of each account's totals, as far as the figures reach: at most once a minute. */
export function createReadTotals({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): () => Promise<ReadonlyMap<string, AccountTotals>> {
  const read = createSharedRead<ReadonlyMap<string, AccountTotals>>({
    read: () => readAccountTotals(db),
    now,
  });
  return () => read({ maxAgeMs: MINUTE_MS });
}
