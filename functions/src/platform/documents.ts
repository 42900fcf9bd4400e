import type {
  CollectionReference,
  DocumentReference,
  DocumentSnapshot,
  Firestore,
  Timestamp,
  WriteBatch,
} from 'firebase-admin/firestore';
import type { z } from 'zod';
import { collections, decodeStored, encodeStored } from '../contract/index.ts';
import { storeVersion } from './store-version.ts';

/** A document as it was read or written, with the store's own time of its last change. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: Timestamp;
}

/** Every collection, by the name the code uses. */
export function collection(db: Firestore, name: keyof typeof collections): CollectionReference {
  return db.collection(collections[name]);
}

/**
 * Returns a document by its schema; null when it is not there.
 * @throws ZodError when it is not what the schema says
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
 * Returns a document as it is to be stored now: by its schema, and without fields that the store is not raised to yet.
 * @throws ZodError when it is not what the schema says
 */
export async function encodeDocument<S extends z.ZodType>(
  db: Firestore,
  schema: S,
  value: z.output<S>,
): Promise<z.input<S>> {
  return encodeStored(schema, value, await storeVersion(db));
}

/** Writes a document where it is as it was read, or where there was none. */
export function writeOver(
  batch: WriteBatch,
  reference: DocumentReference,
  { was, data }: { was: Timestamp | null; data: object },
): void {
  if (was) batch.update(reference, { ...data }, { lastUpdateTime: was });
  else batch.create(reference, data);
}
