import type { Firestore } from 'firebase-admin/firestore';
import { INSIGHT_HEAD } from '../../contract/index.ts';
import { collection } from '../../platform/store/documents.ts';

const PAGE = 100;

/** Removes all figures but the head, which lists the closed months. */
export async function removeInsights(db: Firestore): Promise<void> {
  const documents = (await collection(db, 'insights').listDocuments()).filter(
    ({ id }) => id !== INSIGHT_HEAD,
  );
  for (let first = 0; first < documents.length; first += PAGE) {
    const batch = db.batch();
    for (const document of documents.slice(first, first + PAGE)) batch.delete(document);
    await batch.commit();
  }
}
