import type { Firestore, WriteBatch } from 'firebase-admin/firestore';

export interface KillableDb {
  readonly db: Firestore;
  /** How many commits have been asked for. */
  readonly commits: () => number;
  /** Resolves when the process has died. */
  readonly died: Promise<void>;
}

const forever = new Promise<never>(() => undefined);

/**
 * A database as one process sees it that is killed at one of its commits: before it is sent, or after it has landed and
 * before anybody hears of it. Null: it lives.
 */
export function killableDb(
  real: Firestore,
  killed: { readonly at: number; readonly when: 'before' | 'after' } | null,
): KillableDb {
  let commits = 0;
  let isDead = false;
  const { promise: died, resolve: die } = Promise.withResolvers<void>();
  const killing = (batch: WriteBatch) =>
    new Proxy(batch, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (name !== 'commit') return typeof value === 'function' ? value.bind(target) : value;
        return async () => {
          if (isDead) return forever;
          const isLast = ++commits === killed?.at;
          if (isLast) isDead = true;
          if (isLast && killed.when === 'before') die();
          if (isLast && killed.when === 'before') return forever;
          const results = await target.commit();
          if (!isLast) return isDead ? forever : results;
          die();
          return forever;
        };
      },
    });
  const db = new Proxy(real, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name === 'batch') return () => killing(target.batch());
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db, commits: () => commits, died };
}
