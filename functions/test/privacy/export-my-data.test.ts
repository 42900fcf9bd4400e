import type { Firestore } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type CollectionName,
  collections,
  heldCollections,
  heldData,
  type ResponseOf,
  Result,
} from '../../src/contract/index.ts';
import { personalFieldsOf } from '../../src/contract/store/personal.ts';
import { storedCollections } from '../../src/contract/store/stored-collections.ts';
import { exportMyData } from '../../src/privacy/export-my-data.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { newRequestId } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { errorCodeOf } from '../support/calls/error-code-of.ts';
import { ownDb } from '../support/own-db.ts';
import { type Planted, plantedIn, plantUser } from './planted.ts';

const personalFields = (name: CollectionName) =>
  storedCollections[name].schemas.flatMap((schema) => personalFieldsOf(schema));

test('every collection with personal fields is one in which the documents about a person are found', () => {
  const personal = (Object.keys(storedCollections) as CollectionName[]).filter(
    (name) => personalFields(name).length > 0,
  );
  const found = heldCollections().map(([name]) => name);
  // Blocks are a list in one document, which erasure handles separately.
  expect(personal.filter((name) => !(found as string[]).includes(name))).toEqual(['config']);
});

test('what is kept after an erasure says why, and what is deleted has nothing to keep', () => {
  for (const [name, { erased, keptFor }] of heldCollections()) {
    expect([name, keptFor !== undefined]).toEqual([name, erased !== 'deleted']);
    if (erased === 'kept') expect([name, personalFields(name)]).toEqual([name, []]);
  }
  expect(Object.keys(heldData).sort()).toEqual(Object.keys(collections).sort());
});

describe('an export', () => {
  let db: Firestore;
  let planted: Planted[];
  let ofOthers: Planted[];
  /** A guest who has signed in to the account of mia. */
  let ofGuest: Planted[];

  beforeAll(async () => {
    db = await ownDb();
    planted = await plantUser(db, 'mia');
    // An id that begins like another one is somebody else's.
    ofOthers = [...(await plantUser(db, 'mia_2')), ...(await plantUser(db, 'noa'))];
    ofGuest = await plantUser(db, 'guest-of-mia');
    for (const uid of ['mia', 'mia_2', 'noa']) {
      await db.collection(collections.milestones).doc(uid).update({ merged: null });
    }
    await db
      .collection(collections.milestones)
      .doc('guest-of-mia')
      .update({ merged: { into: 'mia', atMs: 1 } });
  });

  const user = { email: 'mia@example.com', metadata: { creationTime: 'then' }, providerData: [] };
  const services = () => ({
    db,
    auth: { getUser: async (uid: string) => ({ ...user, uid }) as never },
    outputs: { link: async ({ path }: { path: string }) => ({ url: `/api/files/${path}`, expiresAtMs: 5 }) },
  });
  const call = (cursor: string | null, uid = 'mia') =>
    exportMyData(services())({ cursor }, contextOf(uid), () => undefined);

  async function wholeExport(uid = 'mia') {
    const pages: ResponseOf<'exportMyData'>[] = [];
    let cursor: string | null = null;
    do {
      const page: ResponseOf<'exportMyData'> = await call(cursor, uid);
      pages.push(page);
      cursor = page.cursor;
    } while (cursor !== null);
    return pages;
  }

  test('contains every text about a person in every field, and no text about anybody else', async () => {
    const pages = await wholeExport();
    const others = heldCollections().flatMap(([name, held]) =>
      (held.others ?? []).map((field) => `${name}.${field}`),
    );
    const isOthers = ({ collection, field }: Planted) =>
      others.some((at) => `${collection}.${field}` === at || `${collection}.${field}`.startsWith(`${at}.`));
    const expected = [...planted, ...ofGuest].filter((one) => !isOthers(one));
    const exported = plantedIn([...planted, ...ofGuest], pages);
    const isFile = ({ field }: Planted) => field.startsWith('output.file');
    expect(exported.filter((one) => !isFile(one))).toEqual(expected.filter((one) => !isFile(one)));
    expect(expected.length).toBeGreaterThan(100);
    expect(plantedIn(ofOthers, pages)).toEqual([]);
    // Every marked field is among them.
    for (const [name] of heldCollections()) {
      const seen = new Set(
        expected.filter(({ collection }) => collection === name).map(({ field }) => field),
      );
      for (const field of personalFields(name)) {
        expect([name, field, [...seen].some((at) => at.startsWith(field))]).toEqual([name, field, true]);
      }
    }
  });

  test('has each document once, however it is divided into pages', async () => {
    const pages = await wholeExport();
    const ids = pages.flatMap(({ documents }) => documents.map((one) => `${one.collection}/${one.id}`));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('firebase_auth/mia');
  });

  test('is divided into pages of bounded size, and has a link to each file', async () => {
    const file = { where: 'here', base64: 'A'.repeat(700_000) };
    const output = { kind: 'image', mediaType: 'image/png', alt: '', file };
    const ids = Array.from({ length: 20 }, () => `large_${newRequestId()}`);
    for (const id of ids) {
      const result = sampleOf(Result, { accountId: 'large', uid: 'large', output });
      await db.collection(collections.results).doc(id).set(result);
    }
    const stored = { ...output, file: { where: 'store', path: 'large/1/a.png', bytes: 9 } };
    const result = sampleOf(Result, { accountId: 'large', uid: 'large', output: stored });
    await db.collection(collections.results).doc(`large_${newRequestId()}`).set(result);
    const pages = await wholeExport('large');
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(6_000_000);
    const files = pages.flatMap((page) => page.files);
    expect(files).toHaveLength(21);
    expect(files.at(-1)).toMatchObject({ url: '/api/files/large/1/a.png', expiresAtMs: 5 });
    const named = pages.flatMap(({ documents }) =>
      documents.map(({ data }) => data.output as { file: string }),
    );
    expect(named.flatMap((one) => one?.file ?? [])).toEqual(files.map(({ name }) => name));
  });

  test.each(['', 'not json', '{}', '{"at":-1,"query":0,"after":null}', '{"at":0,"query":0,"after":"a/b"}'])(
    'rejects the cursor %j, which it has not returned',
    async (cursor) => {
      expect(await errorCodeOf(call(cursor))).toBe('invalid-argument');
    },
  );
});
