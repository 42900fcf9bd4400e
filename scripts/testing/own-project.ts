import { randomUUID } from 'node:crypto';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { SCHEMA_VERSION } from '../../functions/src/contract/index.ts';
import { raiseStore } from '../../functions/src/platform/store/documents.ts';
import './require-emulators.ts';

/** Each test file has a project of its own, so it never meets what another one leaves, or does at the same time. */
const projectId = `demo-${randomUUID().slice(0, 8)}`;
process.env.GCLOUD_PROJECT = projectId;
process.env.FIREBASE_CONFIG = JSON.stringify({ projectId });

const app = initializeApp({ projectId }, 'own project');
await raiseStore(getFirestore(app), { version: SCHEMA_VERSION, cursor: null, nowMs: Date.now() });
await deleteApp(app);
