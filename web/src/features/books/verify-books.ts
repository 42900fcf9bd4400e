import {
  Account,
  type ChainVerification,
  collections,
  decodeStored,
  ledgerChain,
  SEAL_KEYS_CONFIG,
  SealKeys,
  type StoredEntry,
  verifyChain,
} from '@firemeter/functions/contract';
import {
  collection,
  doc,
  type Firestore,
  getDocFromServer,
  getDocsFromServer,
  limit,
  orderBy,
  type Query,
  type QueryDocumentSnapshot,
  query,
  startAfter,
  where,
} from 'firebase/firestore';
import { readFigures } from '../../lib/data/use-figures.ts';
import { activitiesMatching, openStatuses } from '../../lib/work/activity-filter.ts';
import type { SeenSeals } from './seen-seals.ts';

/** The most that the rules let one query ask for; seals are larger. */
const entriesPage = 200;
const sealsPage = 40;

/** The result of a verification of the books. */
export interface BooksVerification extends ChainVerification {
  readonly keys: SealKeys['keys'];
  /** Whether the account has what its entries add up to; null while requests change both. */
  readonly matchesAccount: boolean | null;
}

interface BooksRequest {
  readonly accountId: string;
  readonly seen: SeenSeals;
  /** Called as entries are read. */
  readonly onEntries: (count: number) => void;
}

/** Reads the seals and entries of an account from the server, and verifies them in this browser. */
export async function verifyBooks(firestore: Firestore, request: BooksRequest): Promise<BooksVerification> {
  const { accountId, seen } = request;
  const [keys, before] = await Promise.all([readKeys(firestore), readHoldings(firestore, accountId)]);
  // Seals before entries: what comes meanwhile is not sealed yet.
  const seals = [];
  for await (const seal of documentsOf(ownSeals(firestore, accountId), sealsPage)) seals.push(seal.data());
  const entries = ownEntries(firestore, request);
  const verified = await verifyChain({ chain: ledgerChain(accountId), seals, entries, keys, seen });
  const after = await readHoldings(firestore, accountId);
  const isSettled = before !== null && before === after;
  const sumMicros = verified.balanceMicros + verified.unsealedMicros;
  return { ...verified, keys, matchesAccount: isSettled ? sumMicros === before : null };
}

function ownSeals(firestore: Firestore, accountId: string): Query {
  const seals = collection(firestore, collections.ledgerSeals);
  return query(seals, where('accountId', '==', accountId), orderBy('number', 'desc'));
}

async function* ownEntries(
  firestore: Firestore,
  { accountId, onEntries }: BooksRequest,
): AsyncGenerator<StoredEntry> {
  const ledger = collection(firestore, collections.ledger);
  const own = query(ledger, where('accountId', '==', accountId), orderBy('createdAt', 'desc'));
  let count = 0;
  for await (const entry of documentsOf(own, entriesPage)) {
    yield { id: entry.id, data: entry.data() };
    if (++count % entriesPage === 0) onEntries(count);
  }
  onEntries(count);
}

async function* documentsOf(all: Query, page: number): AsyncGenerator<QueryDocumentSnapshot> {
  let rest = query(all, limit(page));
  for (;;) {
    const { docs } = await getDocsFromServer(rest);
    yield* docs;
    const last = docs.at(-1);
    if (!last || docs.length < page) return;
    rest = query(all, startAfter(last), limit(page));
  }
}

async function readKeys(firestore: Firestore): Promise<SealKeys['keys']> {
  const stored = await getDocFromServer(doc(firestore, collections.config, SEAL_KEYS_CONFIG));
  return stored.exists() ? decodeStored(SealKeys, stored.data()).keys : [];
}

/** Reads the account's credits, held ones included, which its entries must add up to; null: there is no account. */
async function readHoldings(firestore: Firestore, accountId: string): Promise<number | null> {
  const open = activitiesMatching(firestore, { uids: [accountId], statuses: openStatuses });
  const [stored, figures] = await Promise.all([
    getDocFromServer(doc(firestore, collections.accounts, accountId)),
    readFigures(open),
  ]);
  if (!stored.exists()) return null;
  const { lots } = decodeStored(Account, stored.data());
  return lots.reduce((sum, { remainingMicros }) => sum + remainingMicros, figures.heldMicros);
}
