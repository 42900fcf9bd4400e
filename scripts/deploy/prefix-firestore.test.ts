import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import indexFile from '../../firestore.indexes.json' with { type: 'json' };
import { collections } from '../../functions/src/contract/index.ts';
import { root } from '../stack/paths.ts';
import { prefixIndexes, prefixRules } from './prefix-firestore.ts';

const source = readFileSync(join(root, 'firestore.rules'), 'utf8');
const names = Object.values(collections);

test('rules with a prefix are about the collections with it, and about no other', () => {
  const prefixed = prefixRules(source, 'fm_');
  const matched = [...prefixed.matchAll(/match \/(\w+)\/\{/g)].map(([, name]) => name);
  expect(matched.filter((name) => name !== 'databases').sort()).toEqual(
    names.map((name) => `fm_${name}`).sort(),
  );
  expect(prefixed).toContain('/documents/fm_staff/$(request.auth.uid)');
  expect(prefixed.replaceAll('fm_', '')).toBe(source);
});

test('indexes with a prefix are of the collections with it', () => {
  const { indexes, fieldOverrides } = prefixIndexes(indexFile, 'fm_');
  const groups = [...indexes, ...fieldOverrides].map(({ collectionGroup }) => collectionGroup);
  expect(groups.filter((name) => !name.startsWith('fm_'))).toEqual([]);
  expect(indexes.length).toBe(indexFile.indexes.length);
});

test('without a prefix rules and indexes stay as they are', () => {
  expect(prefixRules(source, '')).toBe(source);
  expect(prefixIndexes(indexFile, '')).toEqual(indexFile);
});
