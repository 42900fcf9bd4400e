import { FieldPath, type Firestore, type Query, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import {
  type FoundBy,
  type HeldCollection,
  heldData,
  Milestones,
  splitActivityId,
} from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { pagesOf } from '../platform/store/pages-of.ts';

const PAGE = 200;
/** The most ids of one query. */
const IDS_AT_ONCE = 30;

/** A person: the account of their own, and the guests whom they were before. */
export interface Subject {
  /** The ids of their users, which are those of their accounts too. Their own first. */
  readonly ids: readonly string[];
}

/** Returns the person with a user id, and the guests who have signed in to their account. */
export async function findSubject(db: Firestore, uid: string): Promise<Subject> {
  const { docs } = await collection(db, 'milestones').where('merged.into', '==', uid).get();
  const guests = docs.flatMap((snapshot) => decodeDocument(Milestones, snapshot)?.value.accountId ?? []);
  return { ids: [...new Set([uid, ...guests])] };
}

/** Returns the queries for the documents about a person in a collection, always in the same order. */
export async function heldQueries(db: Firestore, name: HeldCollection, { ids }: Subject): Promise<Query[]> {
  const queries: Query[] = [];
  for (const finding of heldData[name].found as readonly FoundBy[]) {
    for (const id of ids) queries.push(...(await queriesFor(db, name, { finding, id })));
  }
  return queries;
}

async function queriesFor(
  db: Firestore,
  name: HeldCollection,
  { finding, id }: { readonly finding: FoundBy; readonly id: string },
): Promise<Query[]> {
  const from = collection(db, name);
  switch (finding.by) {
    case 'id':
      return [from.where(FieldPath.documentId(), '==', id)];
    case 'field': {
      const named = from.where(finding.field, '==', id);
      return [finding.newest === undefined ? named : named.orderBy(finding.newest, 'desc')];
    }
    case 'target':
      return [
        from.where('target', 'in', [`accounts/${id}`, `users/${id}`, id]),
        from
          .where('target', '>=', `payments/${id}_`)
          .where('target', '<', `payments/${id}\``)
          .orderBy('target'),
      ];
    case 'work': {
      const own = from.orderBy(FieldPath.documentId()).startAt(`${id}_`).endBefore(`${id}\``);
      return [own, ...(await workElsewhere(db, from, id))];
    }
  }
}

/** Returns the queries for the work of a user that other accounts have paid for. */
async function workElsewhere(db: Firestore, from: Query, uid: string): Promise<Query[]> {
  const theirs = collection(db, 'activities').where('uid', '==', uid).orderBy('createdAt', 'desc');
  const ids: string[] = [];
  for await (const page of pagesOf(theirs.select('accountId'), PAGE)) {
    for (const activity of page) if (activity.get('accountId') !== uid) ids.push(activity.id);
  }
  const queries: Query[] = [];
  for (let first = 0; first < ids.length; first += IDS_AT_ONCE) {
    queries.push(from.where(FieldPath.documentId(), 'in', ids.slice(first, first + IDS_AT_ONCE)));
  }
  return queries;
}

/** Returns whether a document that a query has found is about the person: ranges of ids include those of other accounts. */
export function isAbout(name: HeldCollection, { ids }: Subject, found: QueryDocumentSnapshot): boolean {
  if (name === 'results' || name === 'prompts') {
    const { accountId } = splitActivityId(found.id);
    const uid: unknown = found.get('uid');
    return ids.includes(accountId)
      ? uid === undefined || ids.includes(String(uid))
      : ids.includes(String(uid));
  }
  if (name !== 'audit' && name !== 'approvals') return true;
  const target = String(found.get('target'));
  if (!target.startsWith('payments/')) return true;
  return ids.includes(splitActivityId(target.slice('payments/'.length)).accountId);
}

/** Reads all documents about a person in a collection, page by page, each once. */
export async function* heldIn(
  db: Firestore,
  name: HeldCollection,
  subject: Subject,
): AsyncGenerator<QueryDocumentSnapshot[]> {
  const seen = new Set<string>();
  for (const query of await heldQueries(db, name, subject)) {
    for await (const page of pagesOf(query, PAGE)) {
      const found = page.filter((one) => !seen.has(one.id) && isAbout(name, subject, one));
      for (const { id } of found) seen.add(id);
      if (found.length > 0) yield found;
    }
  }
}
