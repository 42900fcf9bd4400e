import { randomUUID } from 'node:crypto';
import { initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { SCHEMA_VERSION } from '../../src/contract/index.ts';
import { raiseStore } from '../../src/platform/store/documents.ts';

const projects = new WeakMap<Firestore, string>();

/** Makes an empty database that nobody else sees, for what looks at every document there is. */
export async function ownDb({ version = SCHEMA_VERSION } = {}): Promise<Firestore> {
  const projectId = `demo-own-${randomUUID().slice(0, 8)}`;
  const db = open(projectId);
  await raiseStore(db, { version, cursor: null, nowMs: Date.now() });
  return db;
}

/** Opens a database as an instance does that has just started, and knows nothing of it yet. */
export function asNewInstance(db: Firestore): Firestore {
  return open(projects.get(db) ?? '');
}

function open(projectId: string): Firestore {
  const db = getFirestore(initializeApp({ projectId }, randomUUID()));
  projects.set(db, projectId);
  return db;
}
