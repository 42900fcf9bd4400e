import { type Firestore, Query } from 'firebase-admin/firestore';

/** A database whose queries of one collection return what they have read only after a pause. */
export function slowQueries(real: Firestore, slowCollection: string, pause: () => Promise<void>): Firestore {
  const slow = (query: Query): Query =>
    new Proxy(query, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          const result = value.apply(target, args);
          if (name === 'get') return result.then((found: unknown) => pause().then(() => found));
          return result instanceof Query ? slow(result) : result;
        };
      },
    });
  return new Proxy(real, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'collection') return value.bind(target);
      return (path: string) => {
        const found = target.collection(path);
        return path === slowCollection ? slow(found) : found;
      };
    },
  });
}
