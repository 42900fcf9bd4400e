import type { Firestore } from 'firebase-admin/firestore';
import { Erasure } from '../contract/index.ts';
import { collection, decodeDocument, type Versioned } from '../platform/store/documents.ts';
import { replaceDocument } from '../platform/store/replace-document.ts';

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
  const reference = collection(db, 'erasures').doc(value.accountId);
  return replaceDocument(db, reference, { schema: Erasure, was: was?.version ?? null, value });
}
