import type { Firestore } from 'firebase-admin/firestore';
import { collectionsWith } from '../contract/index.ts';

/**
 * Returns a database whose every collection has a prefix. Nothing else of it changes, and nothing else has to know.
 * @throws ZodError when no collection can be called so
 */
export function prefixCollections(db: Firestore, prefix: string): Firestore {
  if (prefix === '') return db;
  collectionsWith(prefix);
  const collection = (path: string) => db.collection(`${prefix}${path}`);
  return new Proxy(db, {
    get(target, name) {
      if (name === 'collection') return collection;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
