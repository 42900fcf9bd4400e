import type { App } from 'firebase-admin/app';
import type { OutputPlace } from '../../platform/deploy/config.ts';
import type { FileLinks } from './file-links.ts';
import type { FileStore } from './output-store.ts';

/** Stores files where this deployment keeps them. Loads the library with the first file. */
export function createFileStore(options: {
  app: App;
  /** Known only while a function runs. */
  place: () => OutputPlace;
  links: FileLinks;
  now: () => number;
}): FileStore {
  const { app, links, now } = options;
  let opened: Promise<FileStore> | null = null;

  async function open(): Promise<FileStore> {
    const place = options.place();
    if (place.kind === 'folder') {
      const { createLocalStore } = await import('./create-local-store.ts');
      return createLocalStore({ folder: place.folder, links });
    }
    const [{ openBucket }, { createBucketStore }] = await Promise.all([
      import('./open-bucket.ts'),
      import('./create-bucket-store.ts'),
    ]);
    return createBucketStore({ bucket: openBucket(place.name, app), now });
  }

  function files(): Promise<FileStore> {
    opened ??= open();
    return opened;
  }

  return {
    put: async (file) => (await files()).put(file),
    get: async (path) => (await files()).get(path),
    link: async (path) => (await files()).link(path),
    removeFolder: async (path) => (await files()).removeFolder(path),
  };
}
