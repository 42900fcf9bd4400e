import { getStorage } from 'firebase-admin/storage';

/** A bucket by its name; unnamed: the project's own. */
export function openBucket(name: string): ReturnType<ReturnType<typeof getStorage>['bucket']> {
  return getStorage().bucket(name || undefined);
}
