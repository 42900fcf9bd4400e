import { expect, test } from 'vitest';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore, type Store } from '../../src/platform/store/store.ts';
import { grantOf, holdOf, newUid, openAccount, suspendOf, testDb } from '../support/accounts.ts';
import { ownDb } from '../support/own-db.ts';

const store = createStore(testDb());

/** A store that counts its reads, and that keeps the commits of one account waiting until it is opened. */
function watchedStore() {
  const reads: string[] = [];
  let held: { accountId: string; opened: Promise<void>; open: () => void } | null = null;
  const watched: Store = {
    read(keys) {
      reads.push(...keys.flatMap(({ kind, id }) => (kind === 'account' ? [id] : [])));
      return store.read(keys);
    },
    async commit(commits) {
      if (commits.flat().some(({ id }) => id === held?.accountId)) await held?.opened;
      return store.commit(commits);
    },
  };
  const hold = (accountId: string) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held = { accountId, opened: promise, open: resolve };
  };
  return { store: watched, reads, hold, open: () => held?.open() };
}

test('cached accounts stay within their byte limit: the least recently used are dropped, and read again', async () => {
  const { store: watched, reads } = watchedStore();
  const meter = createMeter({ store: watched, maxLaneBytes: 20_000 });
  const accounts: string[] = [];
  for (let index = 0; index < 20; index++) accounts.push(await openAccount(meter, 10));
  const { lanes, bytes } = meter.usage();
  expect(bytes).toBeLessThanOrEqual(20_000);
  expect(lanes).toBeGreaterThan(2);
  expect(lanes).toBeLessThan(20);

  const [oldest = '', newest = ''] = [accounts[0], accounts.at(-1)];
  reads.length = 0;
  await meter.submit(newest, holdOf(newest));
  expect(reads).toEqual([]);
  await meter.submit(oldest, holdOf(oldest));
  expect(reads).toEqual([oldest]);
});

test('an account with work in flight is never dropped, however many others arrive', async () => {
  const { store: watched, reads, hold, open } = watchedStore();
  const meter = createMeter({ store: watched, maxLaneBytes: 8_000 });
  const busy = await openAccount(meter, 10);
  hold(busy);
  const waiting = meter.submit(busy, holdOf(busy));
  for (let index = 0; index < 6; index++) await openAccount(meter, 0, newUid());
  reads.length = 0;
  const joined = meter.submit(busy, grantOf({ micros: 1 }));
  open();
  await Promise.all([waiting, joined]);
  expect(reads).toEqual([]);
});

test('an instance doesn’t postpone expiry by a suspension whose beginning the store doesn’t have yet', async () => {
  let nowMs = Date.now();
  const meter = createMeter({ store: createStore(await ownDb({ version: 1 })), now: () => nowMs });
  const uid = await openAccount(meter, 0);
  const expiresAtMs = nowMs + 86_400_000;
  await meter.submit(uid, grantOf({ micros: 1, expiresAtMs }));
  await meter.submit(uid, suspendOf('suspend'));
  nowMs += 3_600_000;
  const { account } = await meter.submit(uid, suspendOf('reinstate'));
  expect(account.lots.map((lot) => lot.expiresAtMs)).toEqual([expiresAtMs]);
});
