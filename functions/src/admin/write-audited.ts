import type { DocumentReference, Firestore, WriteBatch } from 'firebase-admin/firestore';
import { AppError, AuditEntry } from '../contract/index.ts';
import { collection, encodeDocument } from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

/** An audit entry before it is dated. */
export type NewAuditEntry = Omit<AuditEntry, 'schemaVersion' | 'createdAt'>;

/**
 * Commits a change with its audit entry, once per id of the entry.
 * @returns false when it was committed before
 * @throws AppError `busy` when a document changed meanwhile; `idempotency-conflict` for another action's id
 */
export async function writeAudited(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  {
    auditId,
    entry,
    change,
  }: {
    readonly auditId: string;
    readonly entry: NewAuditEntry;
    readonly change?: (batch: WriteBatch) => void;
  },
): Promise<boolean> {
  const reference: DocumentReference = collection(db, 'audit').doc(auditId);
  const stored = await reference.get();
  if (stored.exists)
    return repeat(stored.get('action') === entry.action && stored.get('target') === entry.target);
  const batch = db.batch();
  change?.(batch);
  batch.create(
    reference,
    await encodeDocument(db, AuditEntry, { schemaVersion: 1, ...entry, createdAt: now() }),
  );
  if ((await landed(batch.commit(), UNLESS_CONFLICT)) !== null) return true;
  if ((await reference.get()).exists) return false;
  throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
}

function repeat(isSame: boolean): false {
  if (isSame) return false;
  throw new AppError('idempotency-conflict', { reason: 'action' });
}
