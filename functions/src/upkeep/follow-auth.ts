import type { Auth } from 'firebase-admin/auth';
import { FieldPath, type Firestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { UserProfile } from '../contract/index.ts';
import type { JobRun } from '../platform/deploy/job.ts';
import { toUserFacts, writeUser } from '../platform/identity/users.ts';
import { log } from '../platform/signals/log.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';

export interface FollowServices {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'getUsers'>;
  readonly now: () => number;
  /** Called for each user who was deleted in Auth, before their profile is deleted. Safe to repeat. */
  readonly userDeleted?: (uid: string, traceId: string) => Promise<unknown>;
}

/** The most users that Auth returns at once. */
const PAGE = 100;
/** If more users than this are missing on a page, the project's Auth is probably the wrong one. */
const MAX_DELETED = 50;

/**
 * Updates user profiles from Auth, because there is no trigger for a changed user. Calls already update the profile of
 * their caller; this job covers everyone else. Deletes the profiles of users who were deleted in Auth, and requests the erasure of
 * those whose trigger was lost.
 */
export async function followAuth(
  services: FollowServices,
  { traceId, cursor, keep }: JobRun,
): Promise<{ people: number; changed: number; failed: number }> {
  const counts = { people: 0, changed: 0, failed: 0 };
  let after = cursor;
  do {
    const docs = await pageOf(services, after);
    const users = await usersOf(services, docs);
    for (const snapshot of docs) {
      const uid = snapshot.id;
      try {
        const stored = decodeDocument(UserProfile, snapshot);
        const user = users.get(uid);
        const facts = user ? toUserFacts(user) : null;
        if (facts === null) await services.userDeleted?.(uid, traceId);
        if (await writeUser(services, { uid, facts, stored })) counts.changed++;
      } catch (cause) {
        counts.failed++;
        log.userNotWritten({ uid, traceId, cause });
      }
    }
    counts.people += docs.length;
    after = docs.length < PAGE ? null : (docs.at(-1)?.id ?? null);
    await keep(after);
  } while (after !== null);
  return counts;
}

async function pageOf({ db }: FollowServices, after: string | null): Promise<QueryDocumentSnapshot[]> {
  const inOrder = collection(db, 'people').orderBy(FieldPath.documentId()).limit(PAGE);
  return (await (after === null ? inOrder : inOrder.startAfter(after)).get()).docs;
}

async function usersOf({ auth }: FollowServices, docs: readonly QueryDocumentSnapshot[]) {
  if (docs.length === 0) return new Map();
  const { users, notFound } = await auth.getUsers(docs.map(({ id: uid }) => ({ uid })));
  if (notFound.length > MAX_DELETED) {
    throw new Error(`${notFound.length} of ${docs.length} people are not in Auth: nobody is forgotten`);
  }
  return new Map(users.map((user) => [user.uid, user]));
}
