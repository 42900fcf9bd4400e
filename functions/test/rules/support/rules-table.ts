import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import {
  type AggregateField,
  addDoc,
  collection,
  collectionGroup,
  count,
  type DocumentReference,
  deleteDoc,
  deleteField,
  doc,
  type Firestore,
  getAggregateFromServer,
  getCountFromServer,
  getDocFromServer,
  getDocsFromServer,
  increment,
  limit,
  query,
  runTransaction,
  serverTimestamp,
  setDoc,
  sum,
  updateDoc,
  writeBatch,
} from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { constrained } from './constrained.ts';
import { notShown } from './coverage.ts';
import { type Database, openDatabase } from './emulator.ts';
import { everyone, noOne, people, type Uid } from './people.ts';
import type { AppQuery } from './queries.ts';

/** The most that one query may ask for. */
const MAX_LIMIT = 200;

type Fields = Record<string, unknown>;
type Attempt = () => Promise<unknown>;

interface GetRow {
  id: (me: Uid) => string;
  may: readonly Uid[];
  /** Who may while it does not exist, where those are others. */
  mayBefore?: readonly Uid[];
}

interface ListRow {
  query: (me: Uid) => Pick<AppQuery, 'where' | 'orderBy' | 'sums'>;
  may: readonly Uid[];
  /** Without a limit too: it is counted and added up. */
  isCounted?: true;
}

/** What the rules of a collection let whom do. Writing is no row of it: no one may, which is tested for every table. */
export interface RulesTable {
  collection: string;
  /** What stands in the collection, by id. */
  documents: Record<string, Fields>;
  /** Who may get which document; most often the same whether it exists or not. */
  get: Record<string, GetRow>;
  /** Who may make which query. */
  list: Record<string, ListRow>;
  /** A document that someone might like to make. */
  forged: (me: Uid) => { id: string; data: Fields };
  /** Changes that someone might like to make. */
  forgeries: Record<string, Fields>;
}

/** Makes a test of each cell of the table, and of each way to write. */
export function testRules(table: RulesTable): void {
  let database: Database;
  const collectionAs = (uid: Uid) => collection(database.as(uid), table.collection);

  beforeAll(async () => {
    database = await openDatabase(table.collection);
  });
  afterAll(() => database.close());

  describe('before anything is stored', () => testGets({ isStored: false }));

  describe('with documents', () => {
    let stored: unknown;
    beforeAll(async () => {
      await database.unruled((db) => store(db, table));
      stored = await database.unruled((db) => everythingIn(db, table));
    });

    testGets({ isStored: true });
    testLists();
    testWrites();

    test('nothing was written', async () => {
      expect(await database.unruled((db) => everythingIn(db, table))).toEqual(stored);
    });
  });

  test('each rule was seen to grant and to refuse', async () => {
    const coverage = await database.coverage();
    expect(notShown({ coverage, collection: table.collection })).toEqual([]);
  });

  function testGets({ isStored }: { isStored: boolean }) {
    for (const [what, { id, may, mayBefore = may }] of Object.entries(table.get)) {
      testEach(`get ${what}`, isStored ? may : mayBefore, (me) => [
        () => getDocFromServer(doc(collectionAs(me), id(me))),
      ]);
    }
  }

  function testLists() {
    for (const [what, row] of Object.entries(table.list)) {
      const queryAs = (me: Uid) => constrained(collectionAs(me), row.query(me));
      const limitedAs = (me: Uid, max: number) => query(queryAs(me), limit(max));
      testEach(`list ${what}`, row.may, (me) => [() => getDocsFromServer(limitedAs(me, MAX_LIMIT))]);
      testEach(`count ${what}`, row.may, (me) => [() => getCountFromServer(limitedAs(me, MAX_LIMIT))]);
      const unlimited = row.isCounted ? row.may : noOne;
      testEach(`list ${what} without a limit`, unlimited, (me) => [() => getDocsFromServer(queryAs(me))]);
      testEach(`count and add up ${what} without a limit`, unlimited, (me) => [
        () => getAggregateFromServer(queryAs(me), added(row.query(me).sums ?? [])),
      ]);
      testEach(`list ${what}, more than ${MAX_LIMIT}`, unlimited, (me) => [
        () => getDocsFromServer(limitedAs(me, MAX_LIMIT + 1)),
      ]);
    }
    testEach('list every collection of this name', noOne, (me) => [
      () => getDocsFromServer(query(collectionGroup(database.as(me), table.collection), limit(1))),
    ]);
  }

  function testWrites() {
    testEach('create a document', noOne, (me) => {
      const { id, data } = table.forged(me);
      const target = doc(collectionAs(me), id);
      const db = database.as(me);
      return [
        () => setDoc(target, data),
        () => addDoc(collectionAs(me), data),
        () => writeBatch(db).set(target, data).commit(),
        () => runTransaction(db, async (transaction) => transaction.set(target, data)),
      ];
    });
    testEachStored('replace a document', (target, data) => [
      () => setDoc(target, data),
      () => setDoc(target, {}),
      () => setDoc(target, data, { merge: true }),
    ]);
    testEachStored('change any field', (target, data) =>
      Object.keys(data).map((field) => () => updateDoc(target, { [field]: null })),
    );
    testEachStored('remove every field', (target, data) => [
      () => updateDoc(target, Object.fromEntries(Object.keys(data).map((field) => [field, deleteField()]))),
    ]);
    testEachStored('add a field', (target) => [
      () => updateDoc(target, { forged: true }),
      () => updateDoc(target, { forged: increment(1) }),
      () => updateDoc(target, { forged: serverTimestamp() }),
    ]);
    for (const [forgery, change] of Object.entries(table.forgeries)) {
      testEachStored(forgery, (target) => [
        () => updateDoc(target, change),
        () => setDoc(target, change, { merge: true }),
      ]);
    }
    testEachStored('delete a document', (target) => [
      () => deleteDoc(target),
      () => writeBatch(target.firestore).delete(target).commit(),
    ]);
  }

  /** Nobody may do it to any of the documents that the table names. */
  function testEachStored(
    what: string,
    attempts: (target: DocumentReference, data: Fields) => Attempt[],
  ): void {
    testEach(what, noOne, (me) => {
      const ids = new Set(Object.values(table.get).map(({ id }) => id(me)));
      return [...ids].flatMap((id) => {
        const data = table.documents[id];
        return data ? attempts(doc(collectionAs(me), id), data) : [];
      });
    });
  }
}

function added(fields: readonly string[]): Record<string, AggregateField<number>> {
  return { count: count(), ...Object.fromEntries(fields.map((field) => [field, sum(field)])) };
}

/** A test for everyone: those who `may` succeed in every attempt, the others are denied each of them. */
function testEach(what: string, may: readonly Uid[], attemptsAs: (me: Uid) => Attempt[]): void {
  for (const uid of everyone) {
    const isAllowed = may.includes(uid);
    test(`${people[uid].called} ${isAllowed ? 'may' : 'may not'} ${what}`, async () => {
      const attempts = attemptsAs(uid);
      expect(attempts).not.toEqual([]);
      // One after the other: of a connection whose denied writes overtake each other hidane tires after a thousand.
      for (const attempt of attempts) await (isAllowed ? assertSucceeds(attempt()) : assertFails(attempt()));
    });
  }
}

async function store(db: Firestore, { collection: name, documents }: RulesTable): Promise<void> {
  const batch = writeBatch(db);
  for (const [id, data] of Object.entries(documents)) batch.set(doc(db, name, id), data);
  await batch.commit();
}

async function everythingIn(db: Firestore, { collection: name }: RulesTable): Promise<unknown> {
  const { docs } = await getDocsFromServer(collection(db, name));
  return docs.map((snapshot) => [snapshot.id, snapshot.data()]);
}
