import {
  type DocumentReference,
  type DocumentSnapshot,
  FieldValue,
  type Firestore,
  type Timestamp,
  type WriteBatch,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  Account,
  Activity,
  AddressTurns,
  AuditEntry,
  Billing,
  LedgerEntry,
  Payment,
  Result,
  StripeEvent,
} from '../contract/index.ts';
import { collection, decodeDocument, type Versioned, writeOver } from '../platform/documents.ts';
import type { Applied, Beside, BesideKey, Subject } from './commands.ts';

/** A document about which a command is; what cannot be parsed is reported, so that it fails only its own command. */
export type Stored =
  | { readonly kind: 'absent' }
  | { readonly kind: 'activity'; readonly document: Versioned<Activity> }
  | { readonly kind: 'entry'; readonly document: Versioned<LedgerEntry> }
  | { readonly kind: 'audit'; readonly document: Versioned<AuditEntry> }
  | { readonly kind: 'unreadable'; readonly cause: unknown };

export type StoredBeside =
  | { readonly kind: keyof Beside; readonly document: Versioned<Beside[keyof Beside]> }
  | Extract<Stored, { kind: 'absent' | 'unreadable' }>;

/** One decided command on its way into a commit. */
export interface Change {
  readonly activityId: string | null;
  readonly applied: Applied;
  /** The activity as it is stored, or null when this creates it. */
  readonly was: Versioned<Activity> | null;
}

/** A commit: every change, and the account when one of them touched it. */
export interface Commit {
  readonly accountId: string;
  readonly account: { readonly value: Account; readonly was: Versioned<Account> | null } | null;
  readonly changes: readonly Change[];
  /** What has changed beside the account: each is guarded by its own version. */
  readonly beside: readonly BesideChange[];
}

export interface BesideChange extends BesideKey {
  readonly value: Beside[keyof Beside];
  readonly was: Versioned<Beside[keyof Beside]> | null;
}

export interface Committed {
  readonly accountVersion: Timestamp | null;
  /** Per change, in the same order; null where it wrote no activity. */
  readonly activityVersions: readonly (Timestamp | null)[];
}

/** All that the engine asks of Firestore: two remote calls. */
export interface Store {
  /** One `BatchGetDocuments`: the account, each subject and each document beside it, in order. */
  read(
    accountId: string,
    subjects: readonly Subject[],
    beside: readonly BesideKey[],
  ): Promise<{ account: Versioned<Account> | null; stored: Stored[]; beside: StoredBeside[] }>;
  /** One `Commit`, all or nothing. Each account is guarded by its version, each activity by its own. */
  commit(commits: readonly Commit[]): Promise<readonly Committed[]>;
}

/** Where a document of a kind lies, and what it is. */
const placeOf = {
  activity: { collection: 'activities', schema: Activity },
  entry: { collection: 'ledger', schema: LedgerEntry },
  audit: { collection: 'audit', schema: AuditEntry },
  address: { collection: 'rateLimits', schema: AddressTurns },
  payment: { collection: 'payments', schema: Payment },
  event: { collection: 'stripeEvents', schema: StripeEvent },
  billing: { collection: 'billing', schema: Billing },
} as const;

export function createStore(db: Firestore): Store {
  return {
    async read(accountId, subjects, beside) {
      const [account, ...documents] = await db.getAll(
        collection(db, 'accounts').doc(accountId),
        ...[...subjects, ...beside].map(({ kind, id }) => collection(db, placeOf[kind].collection).doc(id)),
      );
      return {
        account: account ? decodeDocument(Account, account) : null,
        stored: subjects.map(({ kind }, index) => parseStored(kind, documents[index]) as Stored),
        beside: beside.map(
          ({ kind }, index) => parseStored(kind, documents[subjects.length + index]) as StoredBeside,
        ),
      };
    },

    async commit(commits) {
      const batch = db.batch();
      const places = commits.map((commit) => addTo(batch, db, commit));
      const results = await batch.commit();
      return places.map(({ writes, account, activities }) => {
        const own = results.splice(0, writes);
        const versionAt = (place: number) => own[place]?.writeTime ?? null;
        return { accountVersion: versionAt(account), activityVersions: activities.map(versionAt) };
      });
    },
  };
}

/** @returns how many writes it takes, and which of them are the account and the activities; -1: none */
function addTo(batch: WriteBatch, db: Firestore, { accountId, account, changes, beside }: Commit) {
  let writes = 0;
  let accountIndex = -1;
  if (account) {
    const reference = collection(db, 'accounts').doc(accountId);
    if (account.was) update(batch, reference, changesIn(PartialAccount, account.was, account.value));
    else batch.create(reference, z.encode(Account, account.value));
    accountIndex = writes++;
  }
  const activities = changes.map(({ activityId, applied, was }) => {
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
    if (was) update(batch, reference, changesIn(PartialActivity, was, applied.activity));
    else batch.create(reference, lean(z.encode(Activity, applied.activity)) as object);
    return writes++;
  });
  for (const { kind, id, value, was } of beside) {
    const { collection: name, schema } = placeOf[kind];
    const reference = collection(db, name).doc(id);
    const data = z.encode(schema as z.ZodType, value) as object;
    writeOver(batch, reference, { was: was?.version ?? null, data });
    writes++;
  }
  return { writes, account: accountIndex, activities };
}

/** For schemas that take what is not there for null or false: a document costs by the field. */
function lean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lean);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field !== null && field !== false) fields[name] = lean(field);
  }
  return fields;
}

const PartialAccount: z.ZodType = Account.partial();
const PartialActivity: z.ZodType = Activity.partial();

/** The fields that differ, as they are stored; what has not changed costs no bytes. */
function changesIn<T extends object>(schema: z.ZodType, was: Versioned<T>, value: T) {
  // An update has to have a field.
  const changed = Object.entries(value).filter(
    ([key, field]) => key === 'schemaVersion' || was.value[key as keyof T] !== field,
  );
  const gone = Object.keys(was.value).filter((key) => !(key in value));
  const encoded = Object.entries(z.encode(schema, Object.fromEntries(changed)) as object);
  const data = {
    ...Object.fromEntries(encoded.map(([key, field]) => [key, lean(field)])),
    ...Object.fromEntries(gone.map((key) => [key, FieldValue.delete()])),
  };
  return { data, version: was.version };
}

function update(
  batch: WriteBatch,
  reference: DocumentReference,
  { data, version }: ReturnType<typeof changesIn>,
): void {
  batch.update(reference, data, { lastUpdateTime: version });
}

function parseStored(kind: keyof typeof placeOf, snapshot: DocumentSnapshot | undefined) {
  try {
    const document = snapshot ? decodeDocument<z.ZodType>(placeOf[kind].schema, snapshot) : null;
    return document ? { kind, document } : { kind: 'absent' };
  } catch (cause) {
    return { kind: 'unreadable', cause };
  }
}
