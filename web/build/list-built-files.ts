import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const worker = 'service-worker.js';
const place = 'self.__WB_MANIFEST';

/**
 * Writes the list of what the service worker keeps into it: every file of the build, with its digest. A file that arrives
 * otherwise, such as a page in place of a script that a later deploy has removed, is not kept.
 */
export function listBuiltFiles(): Plugin {
  return {
    name: 'list-built-files',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const paths = (await readdir(dir, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile() && entry.name !== worker && !isForTesting(entry.name))
        .map((entry) => join(entry.parentPath, entry.name));
      const files = await Promise.all(paths.sort().map((path) => entryOf(dir, path)));
      const path = join(dir, worker);
      const code = await readFile(path, 'utf8');
      if (!code.includes(place)) throw new Error(`${worker} has no place for the list of files`);
      await writeFile(
        path,
        code.replace(place, () => JSON.stringify(files)),
      );
    },
  };
}

/** Pseudo-languages are not worth the space in everybody's browser. */
function isForTesting(name: string): boolean {
  return /^(accented|right-to-left)-/.test(name);
}

async function entryOf(dir: string, path: string) {
  const digest = createHash('sha384')
    .update(await readFile(path))
    .digest('base64');
  const url = path.slice(dir.length).replaceAll('\\', '/');
  const revision = url.startsWith('/assets/') ? null : digest;
  return { url, revision, integrity: `sha384-${digest}` };
}
