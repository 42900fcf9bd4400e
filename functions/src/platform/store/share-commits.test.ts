import { Timestamp } from 'firebase-admin/firestore';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newAccount } from './new-account.ts';
import { type SharedStore, shareCommits } from './share-commits.ts';
import { type Commit, encodeWrite, type Store } from './store.ts';

const CALLS_AT_ONCE = 2;
const version = new Timestamp(1, 0);

/** A store that keeps its calls waiting until they are answered here. */
class PatientStore implements Store {
  readonly calls: { accountIds: string[]; release: () => void; fail: (code?: number) => void }[] = [];

  read(): never {
    throw new Error('Nothing is read here');
  }

  commit(commits: readonly Commit[]): Promise<Timestamp[][]> {
    const { promise, resolve, reject } = Promise.withResolvers<Timestamp[][]>();
    this.calls.push({
      accountIds: commits.map(accountIn),
      release: () => resolve(commits.map((commit) => commit.map(() => version))),
      fail: (code) => reject(Object.assign(new Error('refused'), code === undefined ? {} : { code })),
    });
    return promise;
  }
}

let store: PatientStore;
let shared: SharedStore;
let ends: Record<string, string>;
beforeEach(() => {
  store = new PatientStore();
  shared = shareCommits(store, CALLS_AT_ONCE);
  ends = {};
});

function commitOf(accountId: string, ...besides: Commit): Commit {
  const value = newAccount({ uid: accountId, email: null, name: null, kind: 'person' });
  return [encodeWrite({ kind: 'account', id: accountId, value, was: null }), ...besides];
}

/** Writes documents of addresses, as many as there are ids. */
function turnsAt(...ids: string[]): Commit {
  return ids.map((id) => addressOf(id, []));
}

function addressOf(id: string, guestTurns: number[]): Commit[number] {
  return encodeWrite({ kind: 'address', id, value: { schemaVersion: 1, guestTurns }, was: null });
}

function accountIn([first]: Commit): string {
  return first?.id ?? '';
}

/** Sends commits; how each ends is in `ends`, by its account. */
async function send(...commits: Commit[]): Promise<void> {
  for (const commit of commits) sendOne(commit, { goesAlone: false });
  await settled();
}

function sendOne(commit: Commit, options: { goesAlone: boolean }): void {
  void shared.commit(commit, options).then(
    () => (ends[accountIn(commit)] = 'landed'),
    (error) => (ends[accountIn(commit)] = String(error.code ?? error.constructor.name)),
  );
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const sent = () => store.calls.map(({ accountIds }) => accountIds.join(' '));
const names = (count: number, prefix = 'n') => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe('commits of several accounts', () => {
  test('go at once, each by itself, while few are under way; those that come then share the next call', async () => {
    await send(...['a', 'b', 'c', 'd', 'e'].map((name) => commitOf(name)));
    expect(sent()).toEqual(['a', 'b']);
    store.calls[0]?.release();
    await settled();
    expect(sent()).toEqual(['a', 'b', 'c d e']);
    store.calls[2]?.release();
    await settled();
    expect(ends).toEqual({ a: 'landed', c: 'landed', d: 'landed', e: 'landed' });
  });

  test('are sixteen in a call, and the others wait in their order', async () => {
    await send(...names(20).map((name) => commitOf(name)));
    store.calls[0]?.release();
    store.calls[1]?.release();
    await settled();
    expect(sent().slice(2)).toEqual([names(18).slice(2).join(' '), 'n18 n19']);
  });

  test('never share a call when they write the same document', async () => {
    const address = (accountId: string) => commitOf(accountId, ...turnsAt('one'));
    await send(commitOf('a'), commitOf('b'), commitOf('c'), commitOf('c'), address('d'), address('e'));
    store.calls[0]?.release();
    store.calls[1]?.release();
    await settled();
    expect(sent().slice(2)).toEqual(['c d', 'c e']);
  });

  test('go by themselves when they are likely to fail, or large', async () => {
    await send(...names(2).map((name) => commitOf(name)), commitOf('a'));
    sendOne(commitOf('b'), { goesAlone: true });
    await send(commitOf('c', addressOf('large', Array(8 * 1024).fill(1))), commitOf('d'));
    for (const call of [0, 1, 2, 3]) {
      store.calls[call]?.release();
      await settled();
    }
    expect(sent().slice(2)).toEqual(['a d', 'b', 'c']);
  });
});

describe('when a call fails', () => {
  async function sendTogether(...accountIds: string[]): Promise<void> {
    await send(commitOf('first'), commitOf('second'), ...accountIds.map((name) => commitOf(name)));
    store.calls[0]?.release();
    store.calls[1]?.release();
    await settled();
    expect(sent().slice(2)).toEqual([accountIds.join(' ')]);
  }

  test.each([
    ['a version that has moved on', 9],
    ['a document that is there', 6],
    ['a transaction in the way', 10],
    ['a request that the store does not take', 3],
    ['what cannot be written at all', undefined],
  ])('for %s, each is sent again by itself: one bad commit takes no other with it', async (_, code) => {
    await sendTogether('a', 'b', 'c');
    store.calls[2]?.fail(code);
    await settled();
    expect(sent().slice(3)).toEqual(['a', 'b']);
    store.calls[3]?.release();
    store.calls[4]?.fail(9);
    await settled();
    store.calls[5]?.release();
    await settled();
    expect(sent().slice(3)).toEqual(['a', 'b', 'c']);
    expect(ends).toMatchObject({ a: 'landed', b: '9', c: 'landed' });
  });

  test('with an unknown end, all of it hear so, and nothing is sent again', async () => {
    await sendTogether('a', 'b');
    store.calls[2]?.fail(14);
    await settled();
    expect(ends).toMatchObject({ a: '14', b: '14' });
    expect(store.calls).toHaveLength(3);
  });

  test('to answer at all, it makes way for others after its deadline', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await send(commitOf('a'), commitOf('b'), commitOf('c'));
      expect(sent()).toEqual(['a', 'b']);
      await vi.advanceTimersByTimeAsync(3_000);
      expect(sent()).toEqual(['a', 'b', 'c']);
      expect(ends).toEqual({ a: 'StoreTimeout', b: 'StoreTimeout' });
    } finally {
      vi.useRealTimers();
    }
  });
});
