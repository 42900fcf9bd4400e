import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../stack/paths.ts';

test('no command opens the store past the prefix of the collections', () => {
  const commands = globSync('scripts/cli/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const opening = commands.filter((file) =>
    /^import \{.*'firebase-admin\/firestore'/m.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(opening).toEqual(['scripts/cli/target.ts']);
});
