import { getApps, initializeApp } from 'firebase-admin/app';
import { type Auth, getAuth } from 'firebase-admin/auth';
import { collections, type Role } from '../../src/contract/index.ts';
import { testDb } from './accounts.ts';

export interface NewUser {
  readonly email?: string | null;
  readonly isEmailVerified?: boolean;
  readonly name?: string;
}

export function testAuth(): Auth {
  const name = 'auth-users';
  const projectId = process.env.GCLOUD_PROJECT ?? 'demo-firemeter';
  return getAuth(getApps().find((app) => app.name === name) ?? initializeApp({ projectId }, name));
}

const made = new Map<string, Promise<void>>();

/** Makes a user at the Auth emulator under a uid of the test's choice, once. */
export function ensureUser(uid: string, user: NewUser = {}): Promise<void> {
  const known = made.get(uid);
  if (known) return known;
  const { email = `${uid}@example.com`, isEmailVerified = true, name } = user;
  const creation = testAuth()
    .createUser({
      uid,
      ...(email !== null && { email, emailVerified: isEmailVerified }),
      ...(name !== undefined && { displayName: name }),
    })
    .then(
      () => undefined,
      (error: { code?: string }) => {
        // Another process has made it.
        if (error.code !== 'auth/uid-already-exists') throw error;
      },
    );
  made.set(uid, creation);
  return creation;
}

/** Gives a user a role, as `npm run grant-admin` does. */
export async function giveRole(uid: string, role: Role | null, db = testDb()): Promise<void> {
  await db.collection(collections.staff).doc(uid).set({ schemaVersion: 1, role, updatedAt: new Date() });
}
