import type { Firestore } from 'firebase-admin/firestore';
import { CATALOG_CONFIG, PublishedCatalog, versionsOf } from '../../contract/index.ts';
import { collection, storeVersion } from '../../platform/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/landed.ts';

/**
 * Writes beside the published prices which providers can be reached, if that has changed since they were published:
 * keys come and go with deployments. What is published meanwhile knows it itself.
 */
export async function noteReachableProviders(db: Firestore, reachable: ReadonlySet<string>): Promise<void> {
  if ((await storeVersion(db)) < versionsOf(PublishedCatalog.shape.reachableProviders).from) return;
  const reference = collection(db, 'config').doc(CATALOG_CONFIG);
  const snapshot = await reference.get();
  const reachableProviders = [...reachable].sort();
  const noted: unknown = snapshot.get('reachableProviders');
  if (!snapshot.updateTime || JSON.stringify(noted) === JSON.stringify(reachableProviders)) return;
  const batch = db.batch();
  batch.update(reference, { reachableProviders }, { lastUpdateTime: snapshot.updateTime });
  await landed(batch.commit(), UNLESS_CONFLICT);
}
