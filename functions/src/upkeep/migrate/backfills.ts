import type { Auth } from 'firebase-admin/auth';
import { type DocumentSnapshot, FieldValue, type Firestore, type WriteBatch } from 'firebase-admin/firestore';
import type { z } from 'zod';
import {
  Account,
  AuditEntry,
  Billing,
  type collections,
  decodeStored,
  encodeStored,
  Milestones,
  Reel,
  Role,
  SCHEMA_VERSION,
  StaffMember,
  subscribedPlan,
  toSearchPrefixes,
  UserProfile,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';

/** The sources that a backfill may read. */
export interface BackfillSources {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'getUser'>;
  readonly now: () => number;
}

/** Updates documents from before a schema version to that version. */
export interface Backfill {
  readonly version: number;
  readonly collection: keyof typeof collections;
  /**
   * Returns the write that updates a document, on the condition that nothing has changed since it was read; null if no
   * update is needed. Called again if something has changed.
   */
  changeOf(
    document: DocumentSnapshot,
    sources: BackfillSources,
  ): Promise<((batch: WriteBatch) => void) | null>;
}

/** Creates a backfill that adds the fields of a version to older documents. */
export function addFields<S extends z.ZodObject>(options: {
  readonly version: number;
  readonly collection: keyof typeof collections;
  readonly schema: S;
  /** Returns the fields that a document lacks; null if it lacks none. */
  readonly fieldsOf: (
    value: z.output<S>,
    from: { readonly db: Firestore; readonly id: string },
  ) => Promise<Partial<z.output<S>> | null>;
}): Backfill {
  const { version, collection: name, schema, fieldsOf } = options;
  return {
    version,
    collection: name,
    async changeOf(document, { db }) {
      const fields = await fieldsOf(decodeStored(schema, document.data()), { db, id: document.id });
      if (!fields) return null;
      const data = encodeStored(schema.partial(), fields, SCHEMA_VERSION);
      return guardedUpdate(document, data as object);
    },
  };
}

function guardedUpdate({ ref, updateTime }: DocumentSnapshot, data: object): (batch: WriteBatch) => void {
  return (batch) => batch.update(ref, { ...data }, updateTime ? { lastUpdateTime: updateTime } : {});
}

/**
 * Creates staff documents for roles that earlier builds kept in claims. A claim counts only if the audit log says that
 * Firemeter set it, because the host app may use `role` itself. Leaves existing staff documents unchanged, even without a
 * role.
 */
export const rolesToDocuments: Backfill = {
  version: 2,
  collection: 'audit',
  async changeOf(document, { db, auth, now }) {
    const { action, target, after } = decodeStored(AuditEntry, document.data());
    const uid = target.replace(/^users\//, '');
    const role = Role.safeParse(after?.role).data;
    if (action !== 'set-role' || !role) return null;
    const member = collection(db, 'staff').doc(uid);
    if ((await member.get()).exists) return null;
    const claims = await auth.getUser(uid).then(
      ({ customClaims }) => customClaims,
      (error: { code?: string }) => {
        if (error.code === 'auth/user-not-found') return undefined;
        throw error;
      },
    );
    if (claims?.role !== role) return null;
    const data = encodeStored(StaffMember, { schemaVersion: 1, role, updatedAt: now() }, SCHEMA_VERSION);
    return (batch) => batch.create(member, data);
  },
};

/** Creates user profiles from accounts. `followAuth` updates them from Auth later. */
const accountsToUsers: Backfill = {
  version: 2,
  collection: 'accounts',
  async changeOf(document, { db, now }) {
    const { ownerUid, email, name } = decodeStored(Account, document.data());
    const user = collection(db, 'people').doc(ownerUid);
    if ((email === null && name === null) || (await user.get()).exists) return null;
    const facts = { email, name, avatarUrl: null, searchPrefixes: toSearchPrefixes({ email, name }) };
    const data = encodeStored(UserProfile, { schemaVersion: 1, ...facts, updatedAt: now() }, SCHEMA_VERSION);
    return (batch) => batch.create(user, data);
  },
};

/** Removes e-mail addresses and names from activities, because analysts can read those. */
const activitiesWithoutNames: Backfill = {
  version: 2,
  collection: 'activities',
  async changeOf(document) {
    if (document.get('email') === undefined && document.get('name') === undefined) return null;
    return guardedUpdate(document, { email: FieldValue.delete(), name: FieldValue.delete() });
  },
};

/** Adds the account to reels of earlier builds: the owner's own. */
const reelsToAccounts = addFields({
  version: 3,
  collection: 'reels',
  schema: Reel,
  fieldsOf: async ({ accountId, uid }) => (accountId === null ? { accountId: uid } : null),
});

/** Creates the milestones of older accounts: when they were opened, and which account a guest's work moved to. */
const accountsToMilestones: Backfill = {
  version: 3,
  collection: 'accounts',
  async changeOf(document, { db }) {
    const { kind, createdAt } = decodeStored(Account, document.data());
    const { id: accountId } = document;
    const milestones = collection(db, 'milestones').doc(accountId);
    const [stored, merge] = await db.getAll(milestones, collection(db, 'audit').doc(`merge-${accountId}`));
    if (stored?.exists) return null;
    const entry = merge && decodeDocument(AuditEntry, merge)?.value;
    const data = encodeStored(
      Milestones,
      {
        ...{ schemaVersion: 1, accountId, firstVisitAt: createdAt },
        signedUpAt: kind === 'guest' ? null : createdAt,
        merged: entry ? { into: entry.actor.uid, atMs: entry.createdAt } : null,
      },
      SCHEMA_VERSION,
    );
    return (batch) => batch.create(milestones, data);
  },
};

/** Adds the plan to accounts that subscribed before accounts knew it. */
const accountsToPlans = addFields({
  version: 3,
  collection: 'accounts',
  schema: Account,
  fieldsOf: async ({ plan }, { db, id }) => {
    if (plan !== undefined && plan !== null) return null;
    const billing = decodeDocument(Billing, await collection(db, 'billing').doc(id).get())?.value;
    const subscribed = billing ? subscribedPlan(billing) : null;
    return subscribed && { plan: subscribed };
  },
});

/** All backfills, in the order in which they run. A field without a backfill stays null in older documents. */
export const backfills: readonly Backfill[] = [
  rolesToDocuments,
  accountsToUsers,
  activitiesWithoutNames,
  reelsToAccounts,
  accountsToMilestones,
  accountsToPlans,
];
