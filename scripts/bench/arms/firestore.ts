import { type DocumentData, Firestore } from 'firebase-admin/firestore';
import { projectId } from '../../stack/paths.ts';

const batchSize = 500;
const batchesAtOnce = 4;

/** A client of the emulator, or of a wire that leads to it. */
export function firestoreAt(address: string, project = projectId): Firestore {
  const customHeaders = { Authorization: 'Bearer owner' };
  return new Firestore({ projectId: project, host: address, ssl: false, customHeaders });
}

/** Writes many documents, as fast as the emulator takes them. */
export async function writeAll(
  db: Firestore,
  documents: Iterable<readonly [path: string, data: DocumentData]>,
): Promise<void> {
  const source = documents[Symbol.iterator]();
  const nextBatch = async (): Promise<void> => {
    for (;;) {
      const batch = db.batch();
      let size = 0;
      while (size < batchSize) {
        const { done, value } = source.next();
        if (done) break;
        batch.set(db.doc(value[0]), value[1]);
        size++;
      }
      if (size === 0) return;
      await batch.commit();
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, nextBatch));
}
