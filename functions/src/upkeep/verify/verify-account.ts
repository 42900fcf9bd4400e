import {
  FieldPath,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
  type Transaction,
} from 'firebase-admin/firestore';
import type { z } from 'zod';
import {
  Account,
  Activity,
  causedBy,
  type Drift,
  type LedgerCheckpoint,
  LedgerEntry,
  splitActivityId,
} from '../../contract/index.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { AccountAudit } from './account-audit.ts';
import { LONGEST_WORK_MS } from './audit-options.ts';
import { limitOf } from './limit-of.ts';

const PAGE = 2_000;

export interface Verified {
  readonly drifts: readonly Drift[];
  readonly activities: number;
  readonly entries: number;
  /** The position at which the next pass may start; null if something is wrong. */
  readonly checkpoint: LedgerCheckpoint | null;
}

interface VerifyRequest {
  readonly accountId: string;
  readonly nowMs: number;
  readonly checkpoint: LedgerCheckpoint | null;
  readonly catalogs: Catalogs;
}

/**
 * Checks an account against every invariant, as of one moment. Reads everything in one read-only transaction, so a
 * concurrent commit is seen completely or not at all. Returns null if the account doesn't exist.
 */
export function verifyAccount(db: Firestore, request: VerifyRequest): Promise<Verified | null> {
  return db.runTransaction((transaction) => readAll(db, transaction, request), { readOnly: true });
}

async function readAll(
  db: Firestore,
  transaction: Transaction,
  request: VerifyRequest,
): Promise<Verified | null> {
  const { accountId, checkpoint } = request;
  const snapshot = await transaction.get(collection(db, 'accounts').doc(accountId));
  if (!snapshot.exists) return null;
  const account = decoded(Account, snapshot);
  if ('fault' in account) {
    const drift = unreadable({ accountId, subject: `accounts/${accountId}`, fault: account.fault });
    return { drifts: [drift], activities: 0, entries: 0, checkpoint: null };
  }
  const audit = new AccountAudit({ ...request, account: account.value });
  const activities = collection(db, 'activities')
    .where('accountId', '==', accountId)
    .orderBy('createdAt', 'desc');
  for await (const page of pages(transaction, since(activities, checkpoint, LONGEST_WORK_MS))) {
    for (const { id, ...document } of page.map(readAs(Activity))) {
      if ('fault' in document) audit.addUnreadable(`ai_activity/${id}`, document.fault);
      else audit.addActivity(id, document.value, await limitOf(request.catalogs, document.value));
    }
  }
  if (checkpoint) await tellAwaitedResults(db, transaction, audit);
  else await tellResults(db, transaction, { accountId, audit });
  const entries = collection(db, 'ledger').where('accountId', '==', accountId).orderBy('createdAt', 'desc');
  for await (const page of pages(transaction, since(entries, checkpoint, 0))) {
    for (const { id, ...document } of page.map(readAs(LedgerEntry))) {
      if ('fault' in document) audit.addUnreadable(`credit_logs/${id}`, document.fault);
      else audit.addEntry(id, document.value);
    }
  }
  const drifts = audit.finish();
  return { drifts, ...audit.counts, checkpoint: drifts.length === 0 ? audit.checkpoint() : null };
}

/** Reports the ids of an account's results to the audit. Ids begin with the account, so no fields are read. */
async function tellResults(
  db: Firestore,
  transaction: Transaction,
  { accountId, audit }: { accountId: string; audit: AccountAudit },
): Promise<void> {
  const results = collection(db, 'results')
    .orderBy(FieldPath.documentId())
    .startAt(`${accountId}_`)
    .endBefore(`${accountId}\``)
    .select();
  for await (const page of pages(transaction, results)) {
    // The range includes accounts whose ids begin with this one's id and `_`.
    for (const { id } of page) if (splitActivityId(id).accountId === accountId) audit.addResult(id);
  }
}

async function tellAwaitedResults(
  db: Firestore,
  transaction: Transaction,
  audit: AccountAudit,
): Promise<void> {
  const ids = audit.awaitedResults;
  for (let first = 0; first < ids.length; first += PAGE) {
    const references = ids.slice(first, first + PAGE).map((id) => collection(db, 'results').doc(id));
    const found = await transaction.getAll(...references, { fieldMask: ['schemaVersion'] });
    for (const { id, exists } of found) if (exists) audit.addResult(id);
  }
}

function since(query: Query, checkpoint: LedgerCheckpoint | null, beforeMs: number): Query {
  return checkpoint ? query.endAt(new Date(checkpoint.throughMs - beforeMs)) : query;
}

async function* pages(transaction: Transaction, query: Query): AsyncGenerator<QueryDocumentSnapshot[]> {
  let rest = query.limit(PAGE);
  for (;;) {
    const { docs } = await transaction.get(rest);
    const last = docs.at(-1);
    if (!last) return;
    yield docs;
    if (docs.length < PAGE) return;
    rest = query.startAfter(last).limit(PAGE);
  }
}

type Read<T> = { readonly value: T } | { readonly fault: string };

function readAs<S extends z.ZodType>(schema: S) {
  return (document: QueryDocumentSnapshot) => ({ id: document.id, ...decoded(schema, document) });
}

function decoded<S extends z.ZodType>(
  schema: S,
  snapshot: FirebaseFirestore.DocumentSnapshot,
): Read<z.output<S>> {
  try {
    const document = decodeDocument(schema, snapshot);
    return document ? { value: document.value } : { fault: 'it is not there' };
  } catch (cause) {
    const [issue] = (cause as Partial<z.ZodError>).issues ?? [];
    return { fault: issue ? `${issue.path.join('.')}: ${issue.message}` : 'it cannot be decoded' };
  }
}

function unreadable({
  accountId,
  subject,
  fault,
}: {
  accountId: string;
  subject: string;
  fault: string;
}): Drift {
  const why = causedBy('unlike-schema', { fault });
  return { kind: 'unreadable', accountId, subject, offByMicros: null, cause: '', why };
}
