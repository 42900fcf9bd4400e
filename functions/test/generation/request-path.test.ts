import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bin, root } from '../../../scripts/stack/paths.ts';

const MAX_FILES = 67;

/** The stand-ins for providers draw with it. */
const isOfStandIns = (file: string) => file.startsWith('generation/providers/media/');

test('an image request runs through at most 67 files, each of which the architecture names', {
  timeout: 120_000,
}, async () => {
  const program = join(root, 'functions/test/support/trace-request.ts');
  const { stdout } = await promisify(execFile)(bin('node'), [program], { env: process.env });
  const [, list = '[]'] = /^files: (.*)$/m.exec(stdout) ?? [];
  const files = (JSON.parse(list) as string[]).filter((file) => !isOfStandIns(file));
  const document = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => !document.includes(`\`${file}\``))).toEqual([]);
  expect(files.length).toBeLessThanOrEqual(MAX_FILES);
});
