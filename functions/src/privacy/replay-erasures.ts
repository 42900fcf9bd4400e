import type { Auth } from 'firebase-admin/auth';
import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { ERASE_WITHIN_MS, UNDO_ERASURE_MS } from '../contract/index.ts';
import { collection } from '../platform/store/documents.ts';
import { pagesOf } from '../platform/store/pages-of.ts';
import { readErasure, writeErasure } from './erasure-record.ts';
import { markedMs } from './start-erasure.ts';

/** If more of the accounts than this have no user in Auth, the project's Auth is probably the wrong one. */
const MOST_WITHOUT_USER = 0.5;
const FEW = 10;
const USERS_AT_ONCE = 100;

/** What a restored store has forgotten. */
export interface Forgotten {
  /** Accounts whose users were erased, or deleted in Auth. */
  readonly erased: readonly string[];
  /** Accounts whose users have requested it, with the times of their requests. */
  readonly requested: readonly { readonly uid: string; readonly atMs: number }[];
}

/**
 * Returns what a restored store has forgotten. Auth isn't part of a restore: it lacks the users who were erased, and marks
 * those who have requested it.
 * @throws Error when Auth lacks more than half of the users
 */
export async function findForgotten({
  db,
  auth,
}: {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'getUsers'>;
}): Promise<Forgotten> {
  const erased: string[] = [];
  const requested: { uid: string; atMs: number }[] = [];
  let accounts = 0;
  const inOrder = collection(db, 'accounts').orderBy(FieldPath.documentId()).select('erasedAt');
  for await (const page of pagesOf(inOrder, USERS_AT_ONCE)) {
    accounts += page.length;
    const open = page.filter((account) => !account.get('erasedAt')).map(({ id: uid }) => ({ uid }));
    if (open.length === 0) continue;
    const { users, notFound } = await auth.getUsers(open);
    erased.push(...notFound.flatMap((user) => ('uid' in user ? user.uid : [])));
    for (const { uid, customClaims } of users) {
      const atMs = markedMs(customClaims);
      const known = atMs === null ? null : await readErasure(db, uid);
      if (atMs !== null && (!known || known.value.state === 'undone')) requested.push({ uid, atMs });
    }
  }
  if (erased.length > Math.max(FEW, accounts * MOST_WITHOUT_USER)) {
    throw new Error(`${erased.length} of ${accounts} accounts have no user in Auth: nobody is erased`);
  }
  return { erased, requested };
}

/** Requests again what a restored store has forgotten. The job `eraseAccounts` carries it out. Safe to repeat. */
export async function replayErasures(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  { erased, requested }: Forgotten,
): Promise<void> {
  const nowMs = now();
  // Those who were erased have no time left to undo it.
  const past = erased.map((uid) => ({ uid, by: 'auth' as const, requestedAt: nowMs, undoUntil: nowMs }));
  const open = requested.map(({ uid, atMs }) => ({
    ...({ uid, by: 'person', requestedAt: atMs } as const),
    undoUntil: atMs + UNDO_ERASURE_MS,
  }));
  for (const { uid, by, requestedAt, undoUntil } of [...past, ...open]) {
    const was = await readErasure(db, uid);
    await writeErasure(db, was, {
      schemaVersion: 1,
      ...was?.value,
      ...{ accountId: uid, by, state: 'requested', wasSuspended: was?.value.wasSuspended ?? false },
      ...{ requestedAt, undoUntil, eraseBy: requestedAt + ERASE_WITHIN_MS },
      ...{ stoppedAt: null, erasedAt: null, evidenceFor: [], legalHold: was?.value.legalHold ?? null },
      dueAt: nowMs,
    });
  }
}
