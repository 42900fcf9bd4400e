import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { prefixCollections } from '../../functions/src/platform/prefix-collections.ts';
import { readParameters } from '../deploy/parameters.ts';

/** Opens the store of a project, by the prefix of collections that its functions are set to, and its Auth. */
export async function openStore(project: string) {
  const app = initializeApp({ projectId: project });
  const { COLLECTION_PREFIX = '' } = await readParameters(project);
  return { db: prefixCollections(getFirestore(app), COLLECTION_PREFIX), auth: getAuth(app) };
}
