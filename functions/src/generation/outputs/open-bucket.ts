import type { App } from 'firebase-admin/app';
import { getStorage } from 'firebase-admin/storage';

/** Opens a bucket by its name; without a name, the project's own. */
export function openBucket(name: string, app?: App): ReturnType<ReturnType<typeof getStorage>['bucket']> {
  return getStorage(app).bucket(name || undefined);
}
