import type { Firestore, Query } from 'firebase-admin/firestore';
import { causedBy, type Drift } from '../../contract/index.ts';
import { collection } from '../../platform/store/documents.ts';

/** The number of documents to read before skipping the rest of an account. */
const LOOK = 10;
const JUMPS = 50;

/** The position of the search: first among activities, then among ledger entries, after an account. */
type Place = { readonly among: 'activities' | 'ledger'; readonly after: string };

/**
 * Finds documents without an account among the next documents after a position. Skips accounts instead of reading all of
 * their documents.
 * @returns the drifts, and where to continue; null when the search is complete
 */
export async function findStrays(
  db: Firestore,
  cursor: string | null,
): Promise<{ drifts: Drift[]; cursor: string | null }> {
  let place: Place | null = cursor === null ? { among: 'activities', after: '' } : JSON.parse(cursor);
  const seen = new Map<string, string>();
  for (let jump = 0; place && jump < JUMPS; jump++) {
    const found = await look(db, place);
    for (const { accountId, path } of found) seen.set(accountId, path);
    const last = found.at(-1)?.accountId;
    if (last !== undefined) place = { among: place.among, after: last };
    else place = place.among === 'activities' ? { among: 'ledger', after: '' } : null;
  }
  return { drifts: await withoutAccount(db, seen), cursor: place && JSON.stringify(place) };
}

interface Found {
  readonly accountId: string;
  /** The path of one of its documents. */
  readonly path: string;
}

/** Returns the accounts of the next documents. */
async function look(db: Firestore, place: Place): Promise<Found[]> {
  const { docs } = await queryAt(db, place).limit(LOOK).get();
  return docs.map((document) => ({
    accountId: String(document.get('accountId')),
    path: document.ref.path,
  }));
}

/** Returns the query after a position. Placeholders name no account and no time, so the search begins after them. */
function queryAt(db: Firestore, { among, after }: Place): Query {
  return collection(db, among)
    .orderBy('accountId', 'asc')
    .orderBy('createdAt', 'desc')
    .select('accountId')
    .startAfter(after, new Date(0));
}

async function withoutAccount(db: Firestore, seen: ReadonlyMap<string, string>): Promise<Drift[]> {
  const ids = [...seen.keys()];
  if (ids.length === 0) return [];
  const references = ids.map((accountId) => collection(db, 'accounts').doc(accountId));
  const accounts = await db.getAll(...references, { fieldMask: ['schemaVersion'] });
  return accounts
    .filter(({ exists }) => !exists)
    .map(({ id }) => ({
      kind: 'account-missing' as const,
      accountId: id,
      subject: seen.get(id) ?? '',
      offByMicros: null,
      cause: '',
      why: causedBy('account-lost'),
    }));
}
