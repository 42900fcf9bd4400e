import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../stack/paths.ts';

const MAX_LINES = 1_353;
const MAX_LINES_IN_A_FILE = 300;

test('the engine is read in one sitting: under 1,353 lines of code, in no long file', () => {
  const files = globSync('functions/src/meter/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const sizes = files.map((file) => ({ file, lines: linesOfCode(readFileSync(join(root, file), 'utf8')) }));
  expect(sizes.filter(({ lines }) => lines > MAX_LINES_IN_A_FILE)).toEqual([]);
  const lines = sizes.reduce((sum, one) => sum + one.lines, 0);
  expect(lines).toBeGreaterThan(500);
  expect(lines).toBeLessThanOrEqual(MAX_LINES);
});

/** Lines that are neither empty nor a comment nor an import. */
function linesOfCode(source: string): number {
  return source
    .replace(/^import [^;]*;$/gm, '')
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/\*|\*|$)/.test(line)).length;
}
