import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { AuditEntry, type Role, StaffMember } from '../contract/index.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  storeVersion,
  writeOver,
} from '../platform/documents.ts';

/** The version of the store from which no build reads roles from claims any more. */
const ROLES_ARE_DOCUMENTS = 2;

export interface RoleChange {
  readonly uid: string;
  /** Null takes it away. */
  readonly role: Role | null;
  readonly reason: string;
  readonly traceId: string;
}

/**
 * Gives a user a role, or takes it away, with an audit entry in the same commit. Until the store is raised the role is
 * written as a claim as well, for builds that go by it.
 * @throws when the staff document has changed meanwhile: to be tried again
 */
export async function setRole(
  {
    db,
    auth,
    now,
  }: { db: Firestore; auth: Pick<Auth, 'getUser' | 'setCustomUserClaims'>; now: () => number },
  { uid, role, reason, traceId }: RoleChange,
): Promise<{ before: Role | null }> {
  const reference = collection(db, 'staff').doc(uid);
  const stored = decodeDocument(StaffMember, await reference.get());
  const before = stored?.value.role ?? null;
  const isClaimRead = (await storeVersion(db)) < ROLES_ARE_DOCUMENTS;
  // Taken away, the claim goes first; given, it comes last: nobody has more by the claim than by the document.
  if (isClaimRead && role === null) await writeClaim(auth, uid, null);
  const batch = db.batch();
  const member = { schemaVersion: 1, ...stored?.value, role, updatedAt: now() };
  const data = await encodeDocument(db, StaffMember, member);
  writeOver(batch, reference, { was: stored?.version ?? null, data });
  const entry: AuditEntry = {
    schemaVersion: 1,
    action: 'set-role',
    actor: { uid: 'command-line', email: null, role: null },
    target: `users/${uid}`,
    before: { role: before },
    after: { role },
    reason,
    ip: null,
    traceId,
    createdAt: now(),
  };
  batch.create(collection(db, 'audit').doc(), await encodeDocument(db, AuditEntry, entry));
  await batch.commit();
  if (isClaimRead && role !== null) await writeClaim(auth, uid, role);
  return { before };
}

async function writeClaim(
  auth: Pick<Auth, 'getUser' | 'setCustomUserClaims'>,
  uid: string,
  role: Role | null,
): Promise<void> {
  const { role: _, ...others } = (await auth.getUser(uid)).customClaims ?? {};
  await auth.setCustomUserClaims(uid, role === null ? others : { ...others, role });
}
