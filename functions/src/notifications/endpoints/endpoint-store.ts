import type { Firestore } from 'firebase-admin/firestore';
import { ENDPOINTS_CONFIG, type Endpoint, Endpoints } from '../../contract/index.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  type Versioned,
} from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';

const MAX_TRIES = 5;

/** Reads all endpoints; null: there are none. */
export async function readEndpoints(db: Firestore): Promise<Versioned<Endpoints> | null> {
  return decodeDocument(Endpoints, await collection(db, 'config').doc(ENDPOINTS_CONFIG).get());
}

/** Notes that the receiver of an endpoint wants nothing any more. Safe to repeat. */
export async function markGone(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  endpointId: string,
): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const was = await readEndpoints(db);
    const endpoint = was?.value.endpoints[endpointId];
    if (!was || endpoint?.state !== 'on') return;
    const nowMs = now();
    const gone: Endpoint = { ...endpoint, state: 'gone', updatedAtMs: nowMs };
    const endpoints = { ...was.value.endpoints, [endpointId]: gone };
    const data = await encodeDocument(db, Endpoints, { ...was.value, endpoints, updatedAt: nowMs });
    const batch = db.batch();
    const reference = collection(db, 'config').doc(ENDPOINTS_CONFIG);
    batch.update(reference, { ...data }, { lastUpdateTime: was.version });
    if ((await landed(batch.commit(), UNLESS_CONFLICT)) !== null) return;
  }
  throw new Error('Others kept writing the endpoints');
}
