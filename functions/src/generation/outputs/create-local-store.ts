import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../contract/index.ts';
import type { FileLinks } from './file-links.ts';
import type { FileStore } from './output-store.ts';

/** Files in a folder of this machine, for development: every process that has the folder sees them. */
export function createLocalStore({ folder, links }: { folder: string; links: FileLinks }): FileStore {
  return {
    async put({ path, bytes }) {
      const place = join(folder, path);
      const unfinished = `${place}.${randomUUID()}`;
      await mkdir(dirname(place), { recursive: true });
      await writeFile(unfinished, bytes);
      await rename(unfinished, place);
    },
    async get(path) {
      try {
        return await readFile(join(folder, path));
      } catch (cause) {
        if ((cause as { code?: unknown }).code !== 'ENOENT') throw cause;
        throw new AppError('not-found', { reason: 'file' }, { cause });
      }
    },
    link: async (path) => links.make(path),
    removeFolder: (path) => rm(join(folder, path), { recursive: true, force: true }),
  };
}
