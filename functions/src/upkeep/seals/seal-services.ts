import type { Firestore } from 'firebase-admin/firestore';
import {
  SEAL_KEYS_CONFIG,
  type SealKey,
  SealKeys,
  type SealSigner,
  signerOf,
  withKeyInUse,
} from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';

export interface SealServices {
  readonly db: Firestore;
  readonly now: () => number;
  /** Returns the signing secrets: the current one first, then those that it replaced, while they are still configured. */
  readonly sealSecrets: () => readonly string[];
}

/**
 * Returns the current key and all published keys. Publishes a new key before it signs anything; the previous key vouches
 * for it.
 * @throws Error when there is no key, or when the key was replaced earlier
 */
export async function keysInUse({
  db,
  now,
  sealSecrets,
}: SealServices): Promise<{ signer: SealSigner; keys: readonly SealKey[] }> {
  const signers = await Promise.all(sealSecrets().map(signerOf));
  const reference = collection(db, 'config').doc(SEAL_KEYS_CONFIG);
  const was = decodeDocument(SealKeys, await reference.get());
  const known = was?.value.keys ?? [];
  const nowMs = now();
  const keys = await withKeyInUse(known, { signers, nowMs });
  const [signer] = signers;
  if (!signer) throw new Error('There is no key to seal with');
  if (keys !== known) {
    const batch = db.batch();
    const value = { ...was?.value, schemaVersion: 1, keys: [...keys], updatedAt: nowMs };
    const data = await encodeDocument(db, SealKeys, value);
    writeOver(batch, reference, { was: was?.version ?? null, data });
    // A conflict ends the run; the next run reads the keys that the other run published.
    await batch.commit();
  }
  return { signer, keys };
}

/** Returns the published keys. */
export async function publishedKeys(db: Firestore): Promise<readonly SealKey[]> {
  const stored = await collection(db, 'config').doc(SEAL_KEYS_CONFIG).get();
  return decodeDocument(SealKeys, stored)?.value.keys ?? [];
}
