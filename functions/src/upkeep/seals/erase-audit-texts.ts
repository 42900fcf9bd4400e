import type { Firestore } from 'firebase-admin/firestore';
import { AuditEntry, AuditSalts, type ErasableText, erasableTexts } from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';

const MAX_TRIES = 5;

/**
 * Erases texts of an audit entry and their salts, so that no guess can be checked against the seal. The chain stays valid,
 * because the seal holds a commitment to each text. Safe to repeat, and safe while the entry is being sealed.
 * @returns false when there is no such entry
 */
export async function eraseAuditTexts(
  db: Firestore,
  { entryId, texts }: { readonly entryId: string; readonly texts: readonly ErasableText[] },
): Promise<boolean> {
  const [entryAt, saltsAt] = [
    collection(db, 'audit').doc(entryId),
    collection(db, 'auditSalts').doc(entryId),
  ];
  for (let tries = 1; ; tries++) {
    const [entry, stored] = await db.getAll(entryAt, saltsAt);
    const was = stored && decodeDocument(AuditSalts, stored);
    const found = entry && decodeDocument(AuditEntry, entry);
    if (!found) return false;
    const kept = Object.entries(was?.value.salts ?? {}).filter(
      ([name]) => !texts.some((text) => text === name),
    );
    const salts = { schemaVersion: 1, ...was?.value, salts: Object.fromEntries(kept) };
    const batch = db.batch();
    const erased = Object.fromEntries(texts.map((name) => [name, erasableTexts[name]]));
    batch.update(entryAt, erased, { lastUpdateTime: found.version });
    // A run that is sealing the entry with its text has read these salts or none, so its commit conflicts.
    const data = await encodeDocument(db, AuditSalts, salts);
    writeOver(batch, saltsAt, { was: was?.version ?? null, data });
    try {
      await batch.commit();
      return true;
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
    }
  }
}
