import type { Auth } from 'firebase-admin/auth';
import type { Firestore, Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import {
  AppError,
  collections,
  type ExportedDocument,
  type HeldData,
  heldCollections,
  type ResponseOf,
  Result,
} from '../contract/index.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { pagesOf } from '../platform/store/pages-of.ts';
import { exportedFile, type LinkToFile } from './exported-file.ts';
import { findSubject, heldQueries, isAbout, type Subject } from './find-held.ts';
import { toExported } from './to-exported.ts';

/** A response is at most about this large; a single document is at most 1 MiB. */
const MAX_CHARACTERS = 4_000_000;
const PAGE = 50;

export interface ExportServices {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'getUser'>;
  readonly outputs: { readonly link: LinkToFile };
}

/** The position of an export: the collection, the query in it, and the last document that was returned. */
interface Place {
  readonly at: number;
  readonly query: number;
  readonly after: string | null;
}

const START: Place = { at: 0, query: 0, after: null };

/**
 * Returns a page of everything that is held about the caller, and links to their files. What is held follows from
 * `heldData`. The first page has what Auth knows.
 * @throws AppError `invalid-argument` for a cursor that this function hasn't returned
 */
export function exportMyData(services: ExportServices): Handler<'exportMyData'> {
  const { db, auth } = services;
  return async ({ cursor }, { uid }) => {
    const subject = await findSubject(db, uid);
    const page: Page = { documents: [], files: [], characters: 0, ids: new Set() };
    if (cursor === null) add(page, await exportedUser(auth, uid));
    const place = cursor === null ? START : readCursor(cursor);
    const next = await fillPage(services, subject, { page, place });
    const { documents, files } = page;
    return { documents, files, cursor: next && JSON.stringify(next) };
  };
}

type Page = Pick<ResponseOf<'exportMyData'>, 'documents' | 'files'> & {
  characters: number;
  /** Of the collection that is being read: several queries may find the same document. */
  readonly ids: Set<string>;
};

async function fillPage(
  services: ExportServices,
  subject: Subject,
  { page, place }: { readonly page: Page; readonly place: Place },
): Promise<Place | null> {
  const held = heldCollections();
  for (let { at, query, after } = place; at < held.length; at++, query = 0) {
    const [name, rule] = held[at] ?? [];
    if (!name || !rule) break;
    const queries = await heldQueries(services.db, name, subject);
    for (; query < queries.length; query++, after = null) {
      const from = queries[query] as Query;
      const start = after === null ? null : await documentAt(services.db, name, after);
      for await (const found of pagesOf(from, PAGE, start)) {
        for (const snapshot of found) {
          if (page.characters > MAX_CHARACTERS) return { at, query, after: before(found, snapshot, after) };
          if (isAbout(name, subject, snapshot)) await addDocument(services, page, { name, rule, snapshot });
        }
        after = found.at(-1)?.id ?? null;
      }
    }
    page.ids.clear();
  }
  return null;
}

/** Returns the id of the document before another one. */
function before(
  found: readonly QueryDocumentSnapshot[],
  one: QueryDocumentSnapshot,
  after: string | null,
): string | null {
  return found[found.indexOf(one) - 1]?.id ?? after;
}

async function documentAt(
  db: Firestore,
  name: Parameters<typeof collection>[1],
  id: string,
): Promise<QueryDocumentSnapshot> {
  const snapshot = await collection(db, name).doc(id).get();
  // Deleted since the page before: the export begins anew.
  if (!snapshot.exists) throw new AppError('invalid-argument', { reason: 'unreadable' });
  return snapshot as QueryDocumentSnapshot;
}

async function addDocument(
  { outputs }: ExportServices,
  page: Page,
  {
    name,
    rule,
    snapshot,
  }: {
    readonly name: keyof typeof collections;
    readonly rule: HeldData;
    readonly snapshot: QueryDocumentSnapshot;
  },
): Promise<void> {
  if (page.ids.has(snapshot.id)) return;
  page.ids.add(snapshot.id);
  const result = name === 'results' ? decodeDocument(Result, snapshot)?.value : undefined;
  const file = result ? await exportedFile(outputs.link, snapshot.id, result.output) : null;
  const data = toExported(snapshot.data(), rule.others ?? []);
  if (file) {
    page.files.push(file);
    page.characters += file.url.length;
    data.output = { ...(data.output as object), file: file.name };
  }
  add(page, { collection: collections[name], id: snapshot.id, data });
}

function add(page: Page, document: ExportedDocument): void {
  page.documents.push(document);
  page.characters += JSON.stringify(document).length;
}

async function exportedUser(auth: ExportServices['auth'], uid: string): Promise<ExportedDocument> {
  const { email, emailVerified, displayName, photoURL, phoneNumber, providerData, metadata } =
    await auth.getUser(uid);
  const data = {
    email: email ?? null,
    isEmailVerified: emailVerified,
    name: displayName ?? null,
    photoUrl: photoURL ?? null,
    phoneNumber: phoneNumber ?? null,
    providers: providerData.map(({ providerId }) => providerId),
    createdAt: metadata.creationTime,
    lastSignInAt: metadata.lastSignInTime ?? null,
  };
  return { collection: 'firebase_auth', id: uid, data };
}

function readCursor(cursor: string): Place {
  try {
    const { at, query, after } = JSON.parse(cursor) as Place;
    const isPlace = Number.isInteger(at) && at >= 0 && Number.isInteger(query) && query >= 0;
    if (isPlace && (after === null || (typeof after === 'string' && after !== '' && !after.includes('/')))) {
      return { at, query, after };
    }
  } catch {
    // Not JSON: rejected below.
  }
  throw new AppError('invalid-argument', { reason: 'unreadable' });
}
