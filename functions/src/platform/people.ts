import type { UserRecord } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { PersonRecord, toSearchPrefixes } from '../contract/index.ts';
import { collection, decodeDocument, encodeDocument, type Versioned, writeOver } from './documents.ts';
import { landed, UNLESS_CONFLICT } from './landed.ts';

/** What is known of a user besides the uid. */
export type PersonFacts = Pick<PersonRecord, 'email' | 'name' | 'avatarUrl'>;

export function personFactsOf({ email, displayName, photoURL }: UserRecord): PersonFacts {
  return { email: email ?? null, name: displayName ?? null, avatarUrl: photoURL ?? null };
}

export function isSamePerson(one: PersonFacts, other: PersonFacts): boolean {
  return one.email === other.email && one.name === other.name && one.avatarUrl === other.avatarUrl;
}

/** Reads the document of a person, and brings it up to what Auth says of them. @returns whether it changed */
export async function followPerson(
  services: { readonly db: Firestore; readonly now: () => number },
  uid: string,
  facts: PersonFacts | null,
): Promise<boolean> {
  const stored = decodeDocument(PersonRecord, await collection(services.db, 'people').doc(uid).get());
  return writePerson(services, { uid, facts, stored });
}

/**
 * Brings the document of a person up to what Auth says of them: written where it differs, removed where Auth has no such
 * user. A write that another one came before is left to the next time.
 * @returns whether it changed
 */
export async function writePerson(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  { uid, facts, stored }: { uid: string; facts: PersonFacts | null; stored: Versioned<PersonRecord> | null },
): Promise<boolean> {
  const reference = collection(db, 'people').doc(uid);
  const batch = db.batch();
  if (facts === null) {
    if (!stored) return false;
    batch.delete(reference, { lastUpdateTime: stored.version });
  } else {
    const isNobody = facts.email === null && facts.name === null && facts.avatarUrl === null;
    if (stored ? isSamePerson(stored.value, facts) : isNobody) return false;
    const { email, name } = facts;
    const changed = { ...facts, searchPrefixes: toSearchPrefixes({ email, name }), updatedAt: now() };
    const data = await encodeDocument(db, PersonRecord, { schemaVersion: 1, ...stored?.value, ...changed });
    writeOver(batch, reference, { was: stored?.version ?? null, data });
  }
  return (await landed(batch.commit(), UNLESS_CONFLICT)) !== null;
}
