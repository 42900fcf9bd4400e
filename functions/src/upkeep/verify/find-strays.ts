import { FieldPath, type Firestore, type Query } from 'firebase-admin/firestore';
import { type Drift, isPlaceholder } from '../../contract/index.ts';
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
    for (const { accountId, path, isKept } of found) if (!isKept) seen.set(accountId, path);
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
  /** A place that is kept for minutes, for whoever asked. */
  readonly isKept: boolean;
}

/** Returns the accounts of the next documents. */
async function look(db: Firestore, { among, after }: Place): Promise<Found[]> {
  const { docs } = await queryAt(db, { among, after }).limit(LOOK).get();
  return docs.map((document) => {
    const isActivity = among === 'activities';
    const accountId = String(isActivity ? document.id.split('_')[0] : document.get('accountId'));
    const isKept = isActivity && isPlaceholder({ intentDigest: document.get('intentDigest') });
    return { accountId, path: document.ref.path, isKept };
  });
}

function queryAt(db: Firestore, { among, after }: Place): Query {
  if (among === 'activities') {
    const named = collection(db, 'activities').orderBy(FieldPath.documentId()).select('intentDigest');
    // The name of an activity begins with its account's and `_`; the next character after that is a backquote.
    return after === '' ? named : named.startAt(`${after}\``);
  }
  const ordered = collection(db, 'ledger')
    .orderBy('accountId', 'asc')
    .orderBy('createdAt', 'desc')
    .select('accountId');
  return after === '' ? ordered : ordered.startAfter(after, new Date(0));
}

async function withoutAccount(db: Firestore, seen: ReadonlyMap<string, string>): Promise<Drift[]> {
  const ids = [...seen.keys()].filter((accountId) => accountId !== '');
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
