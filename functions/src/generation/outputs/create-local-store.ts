import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../contract/index.ts';
import type { FileLinks } from './file-links.ts';
import type { FileStore } from './output-store.ts';

/** Stores files in a folder of this machine, for development. All processes that use the folder share them. */
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
