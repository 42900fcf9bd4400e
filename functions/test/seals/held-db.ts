import type { Firestore } from 'firebase-admin/firestore';

/** A database as a process sees it whose commits are held up until they are released. */
export function heldDb(real: Firestore) {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const holding = (batch: FirebaseFirestore.WriteBatch) =>
    new Proxy(batch, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (name !== 'commit') return typeof value === 'function' ? value.bind(target) : value;
        return async () => {
          reach();
          await released;
          return target.commit();
        };
      },
    });
  const db = new Proxy(real, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name === 'batch') return () => holding(target.batch());
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db, reached, release };
}
