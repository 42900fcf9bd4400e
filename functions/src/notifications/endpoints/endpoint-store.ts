import type { Firestore } from 'firebase-admin/firestore';
import { ENDPOINTS_CONFIG, type Endpoint, Endpoints } from '../../contract/index.ts';
import { collection, decodeDocument, type Versioned } from '../../platform/store/documents.ts';
import { replaceDocument } from '../../platform/store/replace-document.ts';

const MAX_TRIES = 5;

/** Reads all endpoints; null: there are none. */
export async function readEndpoints(db: Firestore): Promise<Versioned<Endpoints> | null> {
  return decodeDocument(Endpoints, await referenceIn(db).get());
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
    const value = { ...was.value, endpoints, updatedAt: nowMs };
    if (await replaceDocument(db, referenceIn(db), { schema: Endpoints, was: was.version, value })) return;
  }
  throw new Error('Others kept writing the endpoints');
}

function referenceIn(db: Firestore) {
  return collection(db, 'config').doc(ENDPOINTS_CONFIG);
}
