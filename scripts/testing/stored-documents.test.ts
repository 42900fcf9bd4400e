import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../stack/paths.ts';

const files = ['functions/src/**/*.ts', 'web/src/**/*.{ts,tsx}'].flatMap((pattern) =>
  globSync(pattern, { cwd: root }).filter((file) => !file.includes('.test.')),
);

/** Reading or writing by a bare schema loses, or refuses, the fields of a later build. */
test('stored documents are read and written only by what keeps the fields of a later build', () => {
  const bare = files.filter((file) => {
    if (file.endsWith('contract/store/stored-document.ts')) return false;
    const source = readFileSync(join(root, file), 'utf8');
    return /\bz\.(encode|decode|safeDecode)\(|\.(safeParse|parse)\(\s*\w+\??\.data\(\)/.test(source);
  });
  expect(files.length).toBeGreaterThan(400);
  expect(bare).toEqual([]);
});
