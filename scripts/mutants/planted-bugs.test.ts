import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../stack/paths.ts';
import { plantedBugs } from './planted-bugs.ts';

test.each(plantedBugs)('there is one place for the bug: $name', ({ file, find, replace }) => {
  const source = readFileSync(join(root, 'functions', file), 'utf8');
  expect(source.split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
});
