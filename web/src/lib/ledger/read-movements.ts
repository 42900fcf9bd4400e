import { decodeStored, LedgerEntry } from '@firemeter/functions/contract';
import {
  documentId,
  type Firestore,
  getDocsFromServer,
  limit,
  orderBy,
  query,
  startAfter,
} from 'firebase/firestore';
import { type LedgerFilter, movementsMatching } from './ledger-query.ts';

/** The most that the rules let one query return. */
const pageSize = 200;

export interface Movement {
  readonly id: string;
  readonly value: LedgerEntry;
}

interface MovementsRequest {
  readonly accountId: string;
  readonly filter: LedgerFilter;
  /** Called as pages come in. */
  readonly onCount?: (count: number) => void;
}

/** Reads every movement that matches, newest first, page by page from the server. @throws where one can't be read: a list for accounting has no gaps */
export async function readMovements(firestore: Firestore, request: MovementsRequest): Promise<Movement[]> {
  const { accountId, filter, onCount } = request;
  const all = query(movementsMatching(firestore, accountId, filter), orderBy(documentId(), 'desc'));
  const movements: Movement[] = [];
  for (let rest = query(all, limit(pageSize)); ; ) {
    const { docs } = await getDocsFromServer(rest);
    for (const doc of docs) movements.push({ id: doc.id, value: decodeStored(LedgerEntry, doc.data()) });
    onCount?.(movements.length);
    const last = docs.at(-1);
    if (!last || docs.length < pageSize) return movements;
    rest = query(all, startAfter(last), limit(pageSize));
  }
}
