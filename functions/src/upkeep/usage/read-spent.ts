import type { Firestore } from 'firebase-admin/firestore';
import { AccountRollUps, MINUTE_MS } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/documents.ts';
import { createSharedRead } from '../../platform/shared-read.ts';
import { unpackTotals } from './roll-up-usage.ts';

/** Returns a reader of what each account has spent in all: every part of the roll-ups, at most once a minute. */
export function createReadSpent({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): () => Promise<ReadonlyMap<string, number>> {
  const read = createSharedRead<ReadonlyMap<string, number>>({
    read: async () => {
      const { docs } = await collection(db, 'accountRollUps').get();
      const parts = docs.flatMap((part) => decodeDocument(AccountRollUps, part)?.value ?? []);
      return new Map(
        parts.flatMap((part) =>
          [...unpackTotals(part)].map(([accountId, { capturedMicros }]): [string, number] => [
            accountId,
            capturedMicros,
          ]),
        ),
      );
    },
    now,
  });
  return () => read({ maxAgeMs: MINUTE_MS });
}
