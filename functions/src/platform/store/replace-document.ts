import type { DocumentReference, Firestore, Timestamp } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { encodeDocument, type Versioned, writeOver } from './documents.ts';
import { landed, UNLESS_CONFLICT } from './landed.ts';

/**
 * Writes one document on the condition that it hasn't changed since it was read, or that it doesn't exist.
 * @returns null when it has changed, or the outcome is unknown: read it again
 */
export async function replaceDocument<S extends z.ZodType>(
  db: Firestore,
  reference: DocumentReference,
  { schema, was, value }: { readonly schema: S; readonly was: Timestamp | null; readonly value: z.output<S> },
): Promise<Versioned<z.output<S>> | null> {
  const batch = db.batch();
  writeOver(batch, reference, { was, data: (await encodeDocument(db, schema, value)) as object });
  const [written] = (await landed(batch.commit(), UNLESS_CONFLICT)) ?? [];
  return written ? { value, version: written.writeTime } : null;
}
