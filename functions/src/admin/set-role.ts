import type { Auth } from 'firebase-admin/auth';
import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { AppError, AuditEntry, Role, StaffMember } from '../contract/index.ts';
import type { attribution } from '../platform/calls/call-context.ts';
import { collection, decodeDocument, encodeDocument, storeVersion } from '../platform/store/documents.ts';

/** The schema version from which no build reads roles from claims any more. */
const ROLES_ARE_DOCUMENTS = 2;

export interface RoleChange {
  readonly uid: string;
  /** Null removes the role. */
  readonly role: Role | null;
  readonly reason: string;
  readonly traceId: string;
  /** The staff member who changes it; absent: the command line. A change is made once per id. */
  readonly by?: Omit<ReturnType<typeof attribution>, 'traceId'> & { readonly auditId: string };
}

const byCommandLine = { actor: { uid: 'command-line', email: null, role: null }, ip: null } as const;

/**
 * Gives a user a role, or removes it, with an audit entry in the same commit. Until the store is raised, also writes
 * the role as a claim for builds that read claims.
 * @throws AppError `permission-denied` when the console would take the last owner's role
 */
export async function setRole(
  {
    db,
    auth,
    now,
  }: { db: Firestore; auth: Pick<Auth, 'getUser' | 'setCustomUserClaims'>; now: () => number },
  { uid, role, reason, traceId, by }: RoleChange,
): Promise<{ before: Role | null }> {
  const reference = collection(db, 'staff').doc(uid);
  const audit = by ? collection(db, 'audit').doc(by.auditId) : collection(db, 'audit').doc();
  const isClaimRead = (await storeVersion(db)) < ROLES_ARE_DOCUMENTS;
  // Removes the claim first and adds it last, so that the claim never gives more rights than the document.
  if (isClaimRead && role === null) await writeClaim(auth, uid, null);
  // The transaction locks the documents it reads: the second of two concurrent removals sees the first.
  const before = await db.runTransaction(async (transaction) => {
    const [stored, repeated] = await transaction.getAll(reference, audit);
    if (repeated?.exists) return readBack(repeated.data(), { uid, role });
    const member = stored ? decodeDocument(StaffMember, stored)?.value : undefined;
    const before = member?.role ?? null;
    if (by && before === 'owner' && role !== 'owner') await assertOtherOwner(db, transaction, uid);
    const next = { schemaVersion: 1, ...member, role, updatedAt: now() };
    transaction.set(reference, await encodeDocument(db, StaffMember, next));
    const { actor, ip } = by ?? byCommandLine;
    const entry: AuditEntry = {
      ...{ schemaVersion: 1, action: 'set-role', actor, target: `users/${uid}` },
      ...{ before: { role: before }, after: { role }, reason, ip, traceId, createdAt: now() },
    };
    transaction.create(audit, await encodeDocument(db, AuditEntry, entry));
    return before;
  });
  if (isClaimRead && role !== null) await writeClaim(auth, uid, role);
  return { before };
}

/** Returns the role before, of a change that was made already. @throws AppError `idempotency-conflict` of another one */
function readBack(data: unknown, { uid, role }: Pick<RoleChange, 'uid' | 'role'>): Role | null {
  const { action, target, before, after } = data as AuditEntry;
  if (action !== 'set-role' || target !== `users/${uid}` || after?.role !== role) {
    throw new AppError('idempotency-conflict', { reason: 'action' });
  }
  return Role.nullable().parse(before?.role ?? null);
}

async function assertOtherOwner(db: Firestore, transaction: Transaction, uid: string): Promise<void> {
  const { docs } = await transaction.get(collection(db, 'staff').where('role', '==', 'owner').limit(2));
  if (docs.every(({ id }) => id === uid)) throw new AppError('permission-denied', { reason: 'last-owner' });
}

async function writeClaim(
  auth: Pick<Auth, 'getUser' | 'setCustomUserClaims'>,
  uid: string,
  role: Role | null,
): Promise<void> {
  const { role: _, ...others } = (await auth.getUser(uid)).customClaims ?? {};
  await auth.setCustomUserClaims(uid, role === null ? others : { ...others, role });
}
