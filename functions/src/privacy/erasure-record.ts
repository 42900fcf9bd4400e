import type { Firestore } from 'firebase-admin/firestore';
import { Erasure } from '../contract/index.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  type Versioned,
  writeOver,
} from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

/** Reads the latest request for the erasure of an account; null: there is none. */
export async function readErasure(db: Firestore, accountId: string): Promise<Versioned<Erasure> | null> {
  return decodeDocument(Erasure, await collection(db, 'erasures').doc(accountId).get());
}

/**
 * Writes a request, on the condition that it hasn't changed since it was read.
 * @returns the new state; null when it has changed
 */
export async function writeErasure(
  db: Firestore,
  was: Versioned<Erasure> | null,
  value: Erasure,
): Promise<Versioned<Erasure> | null> {
  const batch = db.batch();
  const reference = collection(db, 'erasures').doc(value.accountId);
  const data = await encodeDocument(db, Erasure, value);
  writeOver(batch, reference, { was: was?.version ?? null, data });
  const [written] = (await landed(batch.commit(), UNLESS_CONFLICT)) ?? [];
  return written ? { value, version: written.writeTime } : null;
}
