import { expect, test } from 'vitest';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore, type Store } from '../../src/platform/store/store.ts';
import { credits, expectBooksBalance, grantOf, holdOf, openAccount, testDb } from '../support/accounts.ts';

const store = createStore(testDb());

/** A store whose next commit gets lost on the way: the caller hears an error, and `land` delivers it later. */
function losing() {
  let lost: (() => Promise<unknown>) | null = null;
  let onLoss: (() => void) | null = null;
  const wrapped: Store = {
    read: store.read,
    commit(commit) {
      if (!onLoss) return store.commit(commit);
      onLoss();
      onLoss = null;
      lost = () => store.commit(commit);
      return Promise.reject(Object.assign(new Error('lost'), { code: 14 }));
    },
  };
  const land = () =>
    lost?.().then(
      () => 'landed',
      () => 'refused',
    );
  const loseNext = (then: () => void) => {
    onLoss = then;
  };
  return { store: wrapped, loseNext, land };
}

test('a rejection after a commit of unknown outcome is final, even if that commit arrives later', async () => {
  const { store: unsure, loseNext, land } = losing();
  let nowMs = Date.now();
  const meter = createMeter({ store: unsure, now: () => nowMs });
  const uid = await openAccount(meter, 0);
  await meter.submit(uid, grantOf({ micros: credits(5), expiresAtMs: nowMs + 60_000 }));
  loseNext(() => {
    nowMs += 120_000;
  });
  await expect(meter.submit(uid, holdOf(uid))).rejects.toMatchObject({ code: 'insufficient-credits' });
  expect(await land()).toBe('refused');
  const { activities } = await expectBooksBalance(uid);
  expect(activities.size).toBe(0);
});

test('after a commit whose acknowledgement was lost, there is one hold, and it is the caller’s own', async () => {
  let isArmed = false;
  const deaf: Store = {
    read: store.read,
    async commit(commit) {
      const committed = await store.commit(commit);
      if (!isArmed) return committed;
      isArmed = false;
      throw Object.assign(new Error('deaf'), { code: 4 });
    },
  };
  const meter = createMeter({ store: deaf });
  const uid = await openAccount(meter, 10);
  isArmed = true;
  const held = await meter.submit(uid, holdOf(uid, { nonce: 'mine' }));
  expect(held.activity?.value.ownerNonce).toBe('mine');
  const { activities } = await expectBooksBalance(uid);
  expect(activities.size).toBe(1);
});
