import { randomUUID } from 'node:crypto';
import { initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { SCHEMA_VERSION } from '../../src/contract/index.ts';
import { raiseStore } from '../../src/platform/store-version.ts';

/** Makes an empty database that nobody else sees, for what looks at every document there is. */
export async function ownDb({ version = SCHEMA_VERSION } = {}): Promise<Firestore> {
  const projectId = `demo-own-${randomUUID().slice(0, 8)}`;
  const db = getFirestore(initializeApp({ projectId }, projectId));
  await raiseStore(db, { version, cursor: null, nowMs: Date.now() });
  return db;
}
