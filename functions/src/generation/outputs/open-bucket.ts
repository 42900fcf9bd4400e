import type { App } from 'firebase-admin/app';
import { getStorage } from 'firebase-admin/storage';

/** A bucket by its name; unnamed: the project's own. */
export function openBucket(name: string, app?: App): ReturnType<ReturnType<typeof getStorage>['bucket']> {
  return getStorage(app).bucket(name || undefined);
}
