import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import { ANNOUNCEMENTS_CONFIG, type Announcement, Announcements } from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from './documents.ts';

/**
 * Prepares to add an announcement to the commit that publishes what it is about, or to remove it in the one that withdraws that.
 * The commit fails if others have changed announcements meanwhile.
 */
export async function changeAnnouncements(
  db: Firestore,
  change: (due: readonly Announcement[]) => Announcement[],
  nowMs: number,
): Promise<(batch: WriteBatch) => void> {
  const reference = collection(db, 'config').doc(ANNOUNCEMENTS_CONFIG);
  const stored = decodeDocument(Announcements, await reference.get());
  const was = stored?.value ?? { schemaVersion: 1, due: [], updatedAt: nowMs };
  const next = { ...was, due: change(was.due), updatedAt: nowMs };
  const data = await encodeDocument(db, Announcements, next);
  return (batch) => writeOver(batch, reference, { was: stored?.version ?? null, data });
}
