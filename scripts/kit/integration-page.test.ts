import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../stack/paths.ts';

const page = join(root, 'docs/integration.md');
const withFiremeter = join(import.meta.dirname, 'with-firemeter');
const shown = /^( *)<!-- (\S+\.jsx?) -->\n( *```jsx?\n).*?^ *```$/gms;

test('the page on integration shows the files that npm run kit uses (vitest -u writes them)', async () => {
  const text = readFileSync(page, 'utf8');
  const names = [...text.matchAll(shown)].map(([, , name]) => name);
  expect(names).toEqual(['functions/credits.js', 'functions/index.js', 'web/credits.jsx']);
  const written = text.replace(shown, (_, indent: string, name: string, fence: string) => {
    const file = readFileSync(join(withFiremeter, name), 'utf8').replace(/^(?=.)/gm, indent);
    return `${indent}<!-- ${name} -->\n${fence}${file}${indent}\`\`\``;
  });
  await expect(written).toMatchFileSnapshot(page);
});
