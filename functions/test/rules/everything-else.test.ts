import { globSync } from 'node:fs';
import { assertFails } from '@firebase/rules-unit-testing';
import {
  deleteDoc,
  doc,
  getDocFromServer,
  getDocsFromServer,
  limit,
  query,
  setDoc,
  updateDoc,
} from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collections } from '../../src/contract/index.ts';
import { type Database, openDatabase, rulesSource } from './support/emulator.ts';
import { everyone, people } from './support/people.ts';
import { rulesBesides, rulesBlocks } from './support/rules-source.ts';

describe('everything that no rule names is closed to everyone:', () => {
  const paths: Record<string, string> = {
    'a collection that does not exist': 'somewhere/one',
    'a collection whose name begins like one with rules': 'accounts2/one',
    'what lies below their account': 'accounts/{me}/private/one',
    'what lies below their activity': 'ai_activity/{me}_1/private/one',
    'an account below another document': 'somewhere/one/accounts/{me}',
    'the catalog below another document': 'somewhere/one/system_config/catalog',
  };

  let database: Database;
  beforeAll(async () => {
    database = await openDatabase('everything-else');
    const filled = Object.values(paths).flatMap((path) => everyone.map((uid) => path.replace('{me}', uid)));
    await database.unruled((db) => Promise.all(filled.map((path) => setDoc(doc(db, path), { uid: 'one' }))));
  });
  afterAll(() => database.close());

  for (const [what, path] of Object.entries(paths)) {
    test.each(everyone.map((uid) => [people[uid].called, uid] as const))(`${what}, to %s`, async (_, uid) => {
      const db = database.as(uid);
      const target = doc(db, path.replace('{me}', uid));
      const missing = doc(target.parent, 'another');
      await assertFails(getDocFromServer(target));
      await assertFails(getDocFromServer(missing));
      await assertFails(getDocsFromServer(query(target.parent, limit(1))));
      await assertFails(setDoc(missing, { uid }));
      await assertFails(updateDoc(target, { uid }));
      await assertFails(deleteDoc(target));
    });
  }
});

describe('the rules file', () => {
  test('grants only reads, and get and list separately', () => {
    expect(new Set(rulesBlocks.flatMap(({ allows }) => allows.flat()))).toEqual(new Set(['get', 'list']));
  });

  test('matches one collection at a time, and nothing below it', () => {
    expect(rulesBesides.match(/\bmatch\b.*/g)).toEqual(['match /databases/{database}/documents {']);
    expect(rulesBesides).not.toMatch(/\ballow\b/);
    for (const { start, end } of rulesBlocks) {
      expect(rulesSource.slice(start, end).match(/\bmatch\b/g)).toHaveLength(1);
    }
  });

  test('names every collection of the contract', () => {
    expect(rulesBlocks.map((block) => block.collection)).toEqual(
      expect.arrayContaining(Object.values(collections)),
    );
  });

  test.each(rulesBlocks.map((block) => block.collection))('has the rules for %s tested', (name) => {
    const file = `${name.replaceAll('_', '-')}.test.ts`;
    expect(globSync(`**/${file}`, { cwd: import.meta.dirname })).toHaveLength(1);
  });
});
