import type { Firestore } from 'firebase-admin/firestore';
import { collections, decodeStored, encodeStored, SCHEMA_CONFIG, StoreSchema } from '../contract/index.ts';
import { createSharedRead, type SharedRead } from './shared-read.ts';

const reads = new WeakMap<Firestore, SharedRead<number>>();

/**
 * Returns the schema version that a store was raised to, as it was at most five seconds ago. `npm run migrate` raises
 * it, and takes it back; until it was raised for the first time it is 1.
 * @throws whatever the read throws, unless the version was read before
 */
export function storeVersion(db: Firestore): Promise<number> {
  const known = reads.get(db);
  if (known) return known();
  const read = createSharedRead<number>({ read: (before) => readVersion(db, before), now: Date.now });
  reads.set(db, read);
  return read();
}

async function readVersion(db: Firestore, before: number | null): Promise<number> {
  try {
    const snapshot = await db.collection(collections.config).doc(SCHEMA_CONFIG).get();
    return snapshot.exists ? decodeStored(StoreSchema, snapshot.data()).version : 1;
  } catch (error) {
    if (before === null) throw error;
    return before;
  }
}

/** Raises a store to a schema version, or takes it back. @param change.cursor where bringing older documents up to it goes on */
export async function raiseStore(
  db: Firestore,
  { version, cursor, nowMs }: { version: number; cursor: string | null; nowMs: number },
): Promise<void> {
  const schema = { schemaVersion: 1, version, cursor, updatedAt: nowMs };
  await db
    .collection(collections.config)
    .doc(SCHEMA_CONFIG)
    .set(encodeStored(StoreSchema, schema, 1));
}
