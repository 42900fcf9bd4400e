import type {
  CollectionReference,
  DocumentReference,
  DocumentSnapshot,
  Firestore,
  Timestamp,
  WriteBatch,
} from 'firebase-admin/firestore';
import type { z } from 'zod';
import {
  type CollectionName,
  collections,
  decodeStored,
  encodeStored,
  SCHEMA_CONFIG,
  StoreSchema,
} from '../../contract/index.ts';
import { createSharedRead, type SharedRead } from './shared-read.ts';

/** A document as read or written, with the store's time of its last change. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: Timestamp;
}

/** Returns a collection by its name in the code. */
export function collection(db: Firestore, name: CollectionName): CollectionReference {
  return db.collection(collections[name]);
}

/**
 * Decodes a document with its schema; null if it doesn't exist.
 * @throws ZodError when it doesn't match the schema
 */
export function decodeDocument<S extends z.ZodType>(
  schema: S,
  snapshot: DocumentSnapshot,
): Versioned<z.output<S>> | null {
  const data = snapshot.data();
  const version = snapshot.updateTime;
  if (!data || !version) return null;
  return { value: decodeStored(schema, data), version };
}

/**
 * Encodes a document with its schema, without fields that the store has not been raised to yet.
 * @throws ZodError when it doesn't match the schema
 */
export async function encodeDocument<S extends z.ZodType>(
  db: Firestore,
  schema: S,
  value: z.output<S>,
): Promise<z.input<S>> {
  return encodeStored(schema, value, await storeVersion(db));
}

/** Writes a document on the condition that it hasn't changed since it was read, or that it doesn't exist. */
export function writeOver(
  batch: WriteBatch,
  reference: DocumentReference,
  { was, data }: { was: Timestamp | null; data: object },
): void {
  if (was) batch.update(reference, { ...data }, { lastUpdateTime: was });
  else batch.create(reference, data);
}

const reads = new WeakMap<Firestore, SharedRead<number>>();

/**
 * Returns the schema version that a store was raised to, at most five seconds old. `npm run migrate` raises and lowers
 * it; before the first time it is 1.
 * @throws the error of the read, unless the version was read before
 */
export function storeVersion(db: Firestore, wanted?: { readonly maxAgeMs: number }): Promise<number> {
  const known = reads.get(db);
  if (known) return known(wanted);
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

/** Raises a store to a schema version, or lowers it. @param change.cursor where updating older documents continues */
export async function raiseStore(
  db: Firestore,
  { version, cursor, nowMs }: { version: number; cursor: string | null; nowMs: number },
): Promise<void> {
  const schema = { schemaVersion: 1, version, cursor, updatedAt: nowMs };
  const batch = db.batch();
  batch.set(collection(db, 'config').doc(SCHEMA_CONFIG), encodeStored(StoreSchema, schema, 1));
  await batch.commit();
}
