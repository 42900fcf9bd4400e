import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { ACTIVITY_SHARDS, searchPrefix, type UserFilter } from '../../contract/index.ts';
import { collection } from '../../platform/store/documents.ts';

/** The end of a page: the sort value of its last account, and the id that breaks ties. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

/** Ids of accounts in the order of a list, with their sort values. */
export type Candidates = readonly Place[];

const allShards = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);
const CHUNK = 200;
/** More matches of a text than anybody reads. */
const MAX_MATCHES = 500;
const MAX_STAFF = 500;

/** Returns the next accounts after a place, newest first. */
export async function newestAfter(
  db: Firestore,
  { signedUpFromMs, signedUpUntilMs }: Pick<UserFilter, 'signedUpFromMs' | 'signedUpUntilMs'>,
  after: Place | null,
): Promise<Candidates> {
  let accounts = collection(db, 'accounts').where('shard', 'in', allShards);
  if (signedUpFromMs !== null) accounts = accounts.where('createdAt', '>=', new Date(signedUpFromMs));
  if (signedUpUntilMs !== null) accounts = accounts.where('createdAt', '<', new Date(signedUpUntilMs));
  accounts = accounts.orderBy('createdAt', 'desc').orderBy(FieldPath.documentId(), 'desc');
  if (after) accounts = accounts.startAfter(new Date(after.at), after.id);
  const { docs } = await accounts.select('createdAt').limit(CHUNK).get();
  return docs.map((document) => ({ id: document.id, at: document.get('createdAt').toMillis() }));
}

/** Returns the ids of the users, accounts and payers that match a text. @param wanted not empty, without spaces around it */
export async function matchesOf(db: Firestore, wanted: string): Promise<string[]> {
  const isId = !wanted.includes('/') && wanted !== '.' && wanted !== '..' && !/^__.*__$/.test(wanted);
  const [byPrefix, byId, payment, byIntent] = await Promise.all([
    collection(db, 'people')
      .where('searchPrefixes', 'array-contains', searchPrefix(wanted))
      .select()
      .limit(MAX_MATCHES)
      .get(),
    isId ? collection(db, 'accounts').doc(wanted).get() : null,
    isId ? collection(db, 'payments').doc(wanted).get() : null,
    wanted.startsWith('pi_')
      ? collection(db, 'payments').where('paymentIntentId', '==', wanted).limit(1).get()
      : null,
  ]);
  const paid = [payment, ...(byIntent?.docs ?? [])].flatMap((one) =>
    one?.exists ? [String(one.get('accountId'))] : [],
  );
  return [...new Set([...(byId?.exists ? [wanted] : []), ...paid, ...byPrefix.docs.map(({ id }) => id)])];
}

/** Returns the uids of everyone who has a role. */
export async function staffIds(db: Firestore): Promise<string[]> {
  const { docs } = await collection(db, 'staff').limit(MAX_STAFF).get();
  return docs.filter((document) => document.get('role')).map(({ id }) => id);
}
