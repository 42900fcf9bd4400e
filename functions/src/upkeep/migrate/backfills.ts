import type { Firestore } from 'firebase-admin/firestore';
import type { z } from 'zod';
import type { collections } from '../../contract/index.ts';

/** Gives documents that were written before a version of the schema the fields that came with it. */
export interface Backfill<S extends z.ZodObject = z.ZodObject> {
  readonly version: number;
  readonly collection: keyof typeof collections;
  readonly schema: S;
  /** Returns the fields that a document lacks; null when it lacks none. It is called again after a change in between. */
  fieldsOf(value: z.output<S>, db: Firestore): Promise<Partial<z.output<S>> | null>;
}

/** In the order in which they run. A field without one is null in older documents, for good. */
export const backfills: readonly Backfill[] = [];
