import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../stack/paths.ts';

const page = readFileSync(join(root, 'docs/integration.md'), 'utf8');
const blocks = [...page.matchAll(/^ {3}```jsx?\n(.*?)^ {3}```$/gms)].map(([, block = '']) =>
  block.replace(/^ {3}/gm, ''),
);

test.each(['functions/credits.js', 'functions/firemeter.js', 'functions/index.js', 'web/credits.jsx'])(
  'the page of integration shows %s as npm run kit uses it',
  (name) => {
    expect(blocks).toContain(readFileSync(join(import.meta.dirname, 'with-firemeter', name), 'utf8'));
  },
);
