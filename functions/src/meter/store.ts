import { type DocumentSnapshot, FieldValue, type Firestore, type Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { Account, Activity, AuditEntry, LedgerEntry, Result } from '../contract/index.ts';
import { collection, decodeDocument, type Versioned } from '../platform/documents.ts';
import type { Applied, Subject } from './commands.ts';

/** A document about which a command is; what cannot be parsed is reported, so that it fails only its own command. */
export type Stored =
  | { readonly kind: 'absent' }
  | { readonly kind: 'activity'; readonly document: Versioned<Activity> }
  | { readonly kind: 'entry'; readonly document: Versioned<LedgerEntry> }
  | { readonly kind: 'audit'; readonly document: Versioned<AuditEntry> }
  | { readonly kind: 'unreadable'; readonly cause: unknown };

/** One decided command on its way into a commit. */
export interface Change {
  readonly activityId: string | null;
  readonly applied: Applied;
  /** The activity's version, or null when this creates it. */
  readonly version: Timestamp | null;
}

/** A commit: every change, and the account when one of them touched it. */
export interface Commit {
  readonly accountId: string;
  readonly account: { readonly value: Account; readonly version: Timestamp | null } | null;
  readonly changes: readonly Change[];
}

export interface Committed {
  readonly accountVersion: Timestamp | null;
  /** Per change, in the same order; null where it wrote no activity. */
  readonly activityVersions: readonly (Timestamp | null)[];
}

/** All that the engine asks of Firestore: two remote calls. */
export interface Store {
  /** One `BatchGetDocuments`: the account and each subject, in order. */
  read(
    accountId: string,
    subjects: readonly Subject[],
  ): Promise<{ account: Versioned<Account> | null; stored: Stored[] }>;
  /** One `Commit`, all or nothing. The account is guarded by its version, each activity by its own. */
  commit(commit: Commit): Promise<Committed>;
}

/** Where the document of a subject lies, and what it is. */
const subjectIn = {
  activity: { collection: 'activities', schema: Activity },
  entry: { collection: 'ledger', schema: LedgerEntry },
  audit: { collection: 'audit', schema: AuditEntry },
} as const;

export function createStore(db: Firestore): Store {
  return {
    async read(accountId, subjects) {
      const [account, ...documents] = await db.getAll(
        collection(db, 'accounts').doc(accountId),
        ...subjects.map(({ kind, id }) => collection(db, subjectIn[kind].collection).doc(id)),
      );
      return {
        account: account ? decodeDocument(Account, account) : null,
        stored: subjects.map(({ kind }, index) => parseStored(kind, documents[index])),
      };
    },

    async commit({ accountId, account, changes }) {
      const batch = db.batch();
      let writes = 0;
      let accountIndex = -1;
      if (account) {
        const reference = collection(db, 'accounts').doc(accountId);
        const data = z.encode(Account, account.value);
        if (account.version) batch.update(reference, data, { lastUpdateTime: account.version });
        else batch.create(reference, data);
        accountIndex = writes++;
      }
      const activityIndexes = changes.map(({ activityId, applied, version }) => {
        for (const [entryId, entry] of applied.entries) {
          batch.create(collection(db, 'ledger').doc(entryId), z.encode(LedgerEntry, entry));
          writes++;
        }
        if (applied.audit) {
          const [auditId, entry] = applied.audit;
          batch.create(collection(db, 'audit').doc(auditId), z.encode(AuditEntry, entry));
          writes++;
        }
        if (!activityId || !applied.activity) return -1;
        if (applied.result) {
          batch.set(collection(db, 'results').doc(activityId), z.encode(Result, applied.result));
          writes++;
        }
        const reference = collection(db, 'activities').doc(activityId);
        const data = z.encode(Activity, applied.activity);
        if (version) {
          const cancelFor = data.cancelFor ?? FieldValue.delete();
          batch.update(reference, { ...data, cancelFor }, { lastUpdateTime: version });
        } else batch.create(reference, data);
        return writes++;
      });
      const results = await batch.commit();
      const versionAt = (index: number) => results[index]?.writeTime ?? null;
      return { accountVersion: versionAt(accountIndex), activityVersions: activityIndexes.map(versionAt) };
    },
  };
}

function parseStored(kind: Subject['kind'], snapshot: DocumentSnapshot | undefined): Stored {
  try {
    const document = snapshot ? decodeDocument<z.ZodType>(subjectIn[kind].schema, snapshot) : null;
    return document ? ({ kind, document } as Stored) : { kind: 'absent' };
  } catch (cause) {
    return { kind: 'unreadable', cause };
  }
}
