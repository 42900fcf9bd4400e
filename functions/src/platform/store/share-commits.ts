import type { Timestamp } from 'firebase-admin/firestore';
import { withSpan } from '../signals/trace.ts';
import { type Commit, pathOf, type Store } from './store.ts';
import { toStoreFailure, withDeadline } from './store-errors.ts';

/** The most remote calls in flight. Commits that arrive meanwhile share the next ones. */
const CALLS_AT_ONCE = 8;
const MAX_COMMITS = 16;
/** A larger commit isn't shared. Sixteen of this size are a tenth of the 10 MiB that Firestore accepts in a call. */
const MAX_SHARED_BYTES = 64 * 1024;

/** A store that commits for each caller separately. */
export interface SharedStore extends Pick<Store, 'read'> {
  /**
   * @param options.goesAlone the commit is likely to fail, so no other shares its remote call
   * @returns the versions of the written documents, in order
   */
  commit(commit: Commit, options: { readonly goesAlone: boolean }): Promise<readonly Timestamp[]>;
}

interface Waiting {
  readonly commit: Commit;
  readonly paths: readonly string[];
  readonly goesAlone: boolean;
  readonly resolve: (versions: readonly Timestamp[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends commits of several accounts in one remote call when many are waiting, because a call costs more than its
 * contents. No two commits in a call write the same document. If the store rejects a call, each of its commits is sent
 * again alone; the versions make that safe even if the first call has landed. After an unknown outcome, nothing is sent
 * again here.
 */
export function shareCommits(store: Store, callsAtOnce = CALLS_AT_ONCE): SharedStore {
  let waiting: Waiting[] = [];
  let calls = 0;

  function send(): void {
    while (calls < callsAtOnce && waiting.length > 0) void call(takeTogether());
  }

  /** Takes the first waiting commit, and others that can share its call. */
  function takeTogether(): Waiting[] {
    const together = waiting.splice(0, 1);
    if (together[0]?.goesAlone) return together;
    const left: Waiting[] = [];
    const written = new Set(together[0]?.paths);
    for (const [index, one] of waiting.entries()) {
      if (together.length === MAX_COMMITS) {
        left.push(...waiting.slice(index));
        break;
      }
      const { goesAlone, paths } = one;
      if (goesAlone || paths.some((path) => written.has(path))) left.push(one);
      else together.push(one);
      for (const path of paths) written.add(path);
    }
    waiting = left;
    return together;
  }

  async function call(together: readonly Waiting[]): Promise<void> {
    calls++;
    try {
      const committed = await withSpan('firemeter.commit', { 'firemeter.commits': together.length }, () =>
        withDeadline(store.commit(together.map(({ commit }) => commit))),
      );
      for (const [index, { resolve }] of together.entries()) resolve(committed[index] ?? []);
    } catch (error) {
      if (together.length === 1 || toStoreFailure(error) === 'unknown-outcome') {
        for (const { reject } of together) reject(error);
      } else {
        waiting.unshift(...together.map((one) => ({ ...one, goesAlone: true })));
      }
    }
    calls--;
    send();
  }

  return {
    read: (keys) => store.read(keys),
    commit(commit, options) {
      const { promise, resolve, reject } = Promise.withResolvers<readonly Timestamp[]>();
      const bytes = commit.reduce((sum, write) => sum + write.bytes, 0);
      const goesAlone = options.goesAlone || bytes > MAX_SHARED_BYTES;
      waiting.push({ commit, paths: commit.map(pathOf), goesAlone, resolve, reject });
      send();
      return promise;
    },
  };
}
