import { FieldPath, type Firestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { AddressCounts, AddressTurns, DAY_MS } from '../contract/index.ts';
import type { JobRun } from '../platform/deploy/job.ts';
import type { Catalogs } from '../platform/store/catalogs.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

const PAGE = 300;
const MAX_PAGES = 200;

export interface ResetServices {
  readonly db: Firestore;
  readonly catalogs: Catalogs;
  readonly now: () => number;
}

/**
 * Deletes the counters of addresses whose windows are empty. Every run does, so there are never more documents than
 * addresses within one window and an hour. Reads them in the order of their ids; if a run doesn't reach the end, the next
 * one continues.
 */
export async function resetRateLimits(
  { db, catalogs, now }: ResetServices,
  { cursor, keep }: JobRun,
): Promise<{ addresses: number; removed: number }> {
  const { catalog } = await catalogs.current(0);
  const windowMs = Math.max(DAY_MS, catalog.guests?.perAddress.windowMs ?? 0);
  let addresses = 0;
  let removed = 0;
  let after = cursor;
  for (let page = 0; page < MAX_PAGES; page++) {
    const inOrder = collection(db, 'rateLimits').orderBy(FieldPath.documentId()).limit(PAGE);
    const { docs } = await (after === null ? inOrder : inOrder.startAfter(after)).get();
    const lapsed = docs.filter((document) => isLapsed(document, now() - windowMs));
    removed += await remove(db, lapsed);
    addresses += docs.length;
    after = docs.length < PAGE ? null : (docs.at(-1)?.id ?? null);
    await keep(after);
    if (after === null) break;
  }
  return { addresses, removed };
}

function isLapsed(document: QueryDocumentSnapshot, beforeMs: number): boolean {
  const { value, version } = decodeDocument(z.union([AddressTurns, AddressCounts]), document) ?? {};
  if (!value || 'counts' in value) return version === undefined || version.toMillis() <= beforeMs;
  return (value.guestTurns.at(-1) ?? 0) <= beforeMs;
}

/** Deletes a page of counters. If one of them has changed since it was read, all stay until the next run. */
async function remove(db: Firestore, documents: readonly QueryDocumentSnapshot[]): Promise<number> {
  if (documents.length === 0) return 0;
  const batch = db.batch();
  for (const { ref, updateTime } of documents) batch.delete(ref, { lastUpdateTime: updateTime });
  return (await landed(batch.commit(), UNLESS_CONFLICT)) ? documents.length : 0;
}
