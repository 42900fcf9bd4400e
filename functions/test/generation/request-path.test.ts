import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bin, root } from '../../../scripts/stack/paths.ts';
import { providers } from '../../src/generation/providers/registry.ts';

const MAX_FILES = 80;

/** The stand-ins for providers draw with it. */
const isOfStandIns = (file: string) => file.startsWith('generation/providers/media/');

/** A catalog older than five seconds is read again, on a slow machine in the middle: providers say what their models make. */
const isOfReading = (file: string) =>
  file === 'contract/catalog/catalog.ts' ||
  file === 'contract/catalog/offered.ts' ||
  providers.some(({ name }) => name !== 'google' && file === `generation/providers/${name}.ts`);

test('an image request runs through at most 80 files, which the architecture page lists', {
  timeout: 120_000,
}, async () => {
  const program = join(root, 'functions/test/support/calls/trace-request.ts');
  const { stdout } = await promisify(execFile)(bin('node'), [program], { env: process.env });
  const [, list = '[]'] = /^files: (.*)$/m.exec(stdout) ?? [];
  const files = (JSON.parse(list) as string[]).filter((file) => !isOfStandIns(file) && !isOfReading(file));
  const document = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => !document.includes(`\`${file}\``))).toEqual([]);
  expect(files.length).toBeLessThanOrEqual(MAX_FILES);
});
