import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '../..');
/** What belongs to the browser, whoever uses it; and what keeps the rest by user. */
const known = [
  'app/palette/single-keys.ts',
  'lib/kept/device-id.ts',
  'lib/kept/kept.ts',
  'lib/language/locale.ts',
  'lib/page/theme.ts',
  'lib/service/firebase/keep-offline.ts',
  'lib/service/reload-for-update.ts',
  'lib/service/session/sign-in-hint.ts',
  'service-worker/service-worker.ts',
];

test('nothing is kept in a browser but by user, save what belongs to the browser itself', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: source }).filter((file) => !file.includes('.test.'));
  const keeping = files.filter((file) =>
    /\b(localStorage|sessionStorage|indexedDB|caches\.|serviceWorker|persistentLocalCache)\b/.test(
      readFileSync(join(source, file), 'utf8'),
    ),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(keeping.sort()).toEqual(known);
});
