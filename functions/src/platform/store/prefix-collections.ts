import type { Firestore } from 'firebase-admin/firestore';
import { collectionsWith } from '../../contract/index.ts';

/**
 * Returns a database in which every collection has a prefix. Its users don't need to know the prefix.
 * @throws ZodError when the prefix is invalid
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
