import { randomUUID } from 'node:crypto';
import { Activity, collections } from '../../src/contract/index.ts';
import { decodeDocument, type Versioned } from '../../src/platform/store/documents.ts';
import { createStore, type Store } from '../../src/platform/store/store.ts';
import { booksOf, testDb } from '../support/accounts.ts';
import type { Backend } from './run-history.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The emulator, whose calls take real time while virtual time stands still. */
export function createEmulatorBackend(time: VirtualTime): Backend & { readonly prefix: string } {
  const db = testDb();
  const store = createStore(db);
  const outside: Store = {
    read: (...asked) => time.outside(() => store.read(...asked)),
    commit: (commit) => time.outside(() => store.commit(commit)),
  };
  return {
    prefix: randomUUID().replaceAll('-', ''),
    store: outside,
    books: (accountId) =>
      time.outside(async () => {
        const audits = await db.collection(collections.audit).where('traceId', '==', accountId).get();
        return { ...(await booksOf(accountId)), audits: new Set(audits.docs.map(({ id }) => id)) };
      }),
    activities: (accountId) =>
      time.outside(async () => {
        const found = await db.collection(collections.activities).where('accountId', '==', accountId).get();
        const decoded = found.docs.map((doc): [string, Versioned<Activity> | null] => [
          doc.id,
          decodeDocument(Activity, doc),
        ]);
        return new Map(decoded.flatMap(([id, document]) => (document ? [[id, document]] : [])));
      }),
  };
}
