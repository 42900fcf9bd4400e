import type { Firestore, Query } from 'firebase-admin/firestore';
import type { Drift } from '../../contract/index.ts';
import { collection } from '../../platform/documents.ts';

/** How many documents are looked at before what is left of an account is jumped over. */
const LOOK = 10;
const JUMPS = 50;

/** Where the search is: among the activities, then among the entries; after the account of a name. */
type Place = { readonly among: 'activities' | 'ledger'; readonly after: string };

/**
 * What belongs to no account, among the next documents after a place: accounts are jumped over, not read through.
 * @returns where to go on; null when all has been looked at
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
  /** Of one of its documents. */
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

/** Placeholders name no account and no time, so that the search begins after them. */
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
      cause: 'There is no account that it is of: the account is lost.',
    }));
}
