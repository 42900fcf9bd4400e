import type { Firestore } from 'firebase-admin/firestore';
import { MINUTE_MS } from '../../contract/index.ts';
import { createSharedRead } from '../../platform/shared-read.ts';
import { readCaptured } from '../insight/insight-store.ts';

/** Returns a reader of each account's total spending, as far as the figures reach: at most once a minute. */
export function createReadSpent({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): () => Promise<ReadonlyMap<string, number>> {
  const read = createSharedRead<ReadonlyMap<string, number>>({ read: () => readCaptured(db), now });
  return () => read({ maxAgeMs: MINUTE_MS });
}
