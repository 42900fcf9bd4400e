import { charactersOf } from '../contract/index.ts';
import { storeFailureOf, withDeadline } from '../platform/store-errors.ts';
import type { Commit, Committed, Store } from './store.ts';

/** So many remote calls are under way at once; commits that come meanwhile share the next ones. */
const CALLS_AT_ONCE = 8;
/** Firestore takes 10 MiB in a call. */
const MAX_COMMITS = 16;
const MAX_CHANGES = 6;
const MAX_RESULT_CHARACTERS = 100_000;

/** A store as a lane knows it. */
export interface SharedStore extends Pick<Store, 'read'> {
  /** @param options.goesAlone it is likely to fail: no other commit shares its remote call */
  commit(commit: Commit, options: { readonly goesAlone: boolean }): Promise<Committed>;
}

interface Waiting {
  readonly commit: Commit;
  /** What it writes. */
  readonly documents: readonly string[];
  readonly goesAlone: boolean;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends commits of several accounts in one remote call where many are under way: a call costs more than what it
 * carries. No two in a call write the same document. One that the store refuses takes no other with it: each is then
 * sent again by itself, which its versions make safe though the first call had landed. After a failure of unknown end
 * nothing is sent again here.
 */
export function shareCommits(store: Store, callsAtOnce = CALLS_AT_ONCE): SharedStore {
  let waiting: Waiting[] = [];
  let calls = 0;

  function send(): void {
    while (calls < callsAtOnce && waiting.length > 0) void call(takeTogether());
  }

  /** The first that waits, and those that can go with it. */
  function takeTogether(): Waiting[] {
    const together = waiting.splice(0, 1);
    if (together[0]?.goesAlone) return together;
    const left: Waiting[] = [];
    const written = new Set(together[0]?.documents);
    for (const [index, one] of waiting.entries()) {
      if (together.length === MAX_COMMITS) {
        left.push(...waiting.slice(index));
        break;
      }
      const { goesAlone, documents } = one;
      if (goesAlone || documents.some((name) => written.has(name))) left.push(one);
      else together.push(one);
      for (const name of documents) written.add(name);
    }
    waiting = left;
    return together;
  }

  async function call(together: readonly Waiting[]): Promise<void> {
    calls++;
    try {
      const committed = await withDeadline(store.commit(together.map(({ commit }) => commit)));
      for (const [index, { resolve }] of together.entries()) resolve(committed[index] as Committed);
    } catch (error) {
      if (together.length === 1 || storeFailureOf(error) === 'unsure') {
        for (const { reject } of together) reject(error);
      } else {
        waiting.unshift(...together.map((one) => ({ ...one, goesAlone: true })));
      }
    }
    calls--;
    send();
  }

  return {
    read: (...asked) => store.read(...asked),
    commit(commit, options) {
      const { promise, resolve, reject } = Promise.withResolvers<Committed>();
      const goesAlone = options.goesAlone || isLarge(commit);
      waiting.push({ commit, documents: documentsOf(commit), goesAlone, resolve, reject });
      send();
      return promise;
    },
  };
}

function isLarge({ changes }: Commit): boolean {
  const characters = changes.reduce(
    (sum, { applied: { result } }) => sum + (result ? charactersOf(result.output) : 0),
    0,
  );
  return changes.length > MAX_CHANGES || characters > MAX_RESULT_CHARACTERS;
}

/** Every document that a commit writes, a result as its activity. */
function documentsOf({ accountId, account, changes, beside }: Commit): string[] {
  return [
    ...(account ? [`account/${accountId}`] : []),
    ...changes.flatMap(({ activityId, applied: { entries, audit } }) => [
      ...(activityId ? [`activity/${activityId}`] : []),
      ...entries.map(([entryId]) => `entry/${entryId}`),
      ...(audit ? [`audit/${audit[0]}`] : []),
    ]),
    ...beside.map(({ kind, id }) => `${kind}/${id}`),
  ];
}
