import type { UserRecord } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { toSearchPrefixes, UserProfile } from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, type Versioned, writeOver } from '../store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../store/landed.ts';

/** The fields of a user profile that come from Auth. */
export type UserFacts = Pick<UserProfile, 'email' | 'name' | 'avatarUrl'>;

export function toUserFacts({ email, displayName, photoURL }: UserRecord): UserFacts {
  return { email: email ?? null, name: displayName ?? null, avatarUrl: photoURL ?? null };
}

export function hasSameFacts(one: UserFacts, other: UserFacts): boolean {
  return one.email === other.email && one.name === other.name && one.avatarUrl === other.avatarUrl;
}

/** Updates a user's profile from Auth. @returns whether it changed */
export async function followUser(
  services: { readonly db: Firestore; readonly now: () => number },
  uid: string,
  facts: UserFacts | null,
): Promise<boolean> {
  const stored = decodeDocument(UserProfile, await collection(services.db, 'people').doc(uid).get());
  return writeUser(services, { uid, facts, stored });
}

/**
 * Updates a user's profile from Auth: writes it if it differs, and deletes it if Auth has no such user. If another
 * write was faster, leaves it to the next time.
 * @returns whether it changed
 */
export async function writeUser(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  { uid, facts, stored }: { uid: string; facts: UserFacts | null; stored: Versioned<UserProfile> | null },
): Promise<boolean> {
  const reference = collection(db, 'people').doc(uid);
  const batch = db.batch();
  if (facts === null) {
    if (!stored) return false;
    batch.delete(reference, { lastUpdateTime: stored.version });
  } else {
    const isNobody = facts.email === null && facts.name === null && facts.avatarUrl === null;
    if (stored ? hasSameFacts(stored.value, facts) : isNobody) return false;
    const { email, name } = facts;
    const changed = { ...facts, searchPrefixes: toSearchPrefixes({ email, name }), updatedAt: now() };
    const data = await encodeDocument(db, UserProfile, { schemaVersion: 1, ...stored?.value, ...changed });
    writeOver(batch, reference, { was: stored?.version ?? null, data });
  }
  return (await landed(batch.commit(), UNLESS_CONFLICT)) !== null;
}
