import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { collections, UsageLog, type UsageRow } from '../../src/contract/index.ts';
import { unpackRows } from '../../src/upkeep/usage/pack-rows.ts';

/** Every row of every log, as it is stored. */
export async function rowsOf(db: Firestore): Promise<UsageRow[]> {
  const { docs } = await db.collection(collections.usageLogs).get();
  return docs.flatMap((doc) => unpackRows(z.decode(UsageLog, doc.data() as z.input<typeof UsageLog>).bytes));
}
