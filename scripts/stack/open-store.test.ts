import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './paths.ts';

test('no command that is told its project opens the store past the prefix of the collections', () => {
  const files = globSync('scripts/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const commands = files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return source.includes("project: { type: 'string'") ? [{ file, source }] : [];
  });
  expect(commands.map(({ file }) => file)).toContain('scripts/rebuild-usage.ts');
  const past = commands.filter(({ source }) => source.includes("'firebase-admin/firestore'"));
  expect(past.map(({ file }) => file)).toEqual([]);
});
