import type { Firestore } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { AppError, versionsOf } from '../../contract/index.ts';
import { storeVersion } from './documents.ts';

/** Rejects what depends on a field that the store can't hold before it is raised. @throws AppError `not-configured` */
export async function assertStoreHolds(db: Firestore, field: z.ZodType): Promise<void> {
  if ((await storeVersion(db)) < versionsOf(field).from)
    throw new AppError('not-configured', { reason: 'store-version' });
}
