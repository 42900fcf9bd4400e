import { describe, expect, test } from 'vitest';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore, type Store } from '../../src/platform/store/store.ts';
import {
  codesOf,
  credits,
  expectBooksBalance,
  grantOf,
  holdOf,
  newRequestId,
  openAccount,
  testDb,
} from '../support/accounts.ts';

const store = createStore(testDb());

describe('admission', () => {
  test('a hundred holds at once on fifty credits end with fifty held and fifty rejected', async () => {
    const meter = createMeter({ store });
    const uid = await openAccount(meter, 50);
    const calls = Array.from({ length: 100 }, () => meter.submit(uid, holdOf(uid)));
    expect(await codesOf(calls)).toEqual({ ok: 50, 'insufficient-credits': 50 });
    const { account, activities } = await expectBooksBalance(uid);
    expect(account.lots).toEqual([]);
    expect(activities.size).toBe(50);
  });

  test('a hundred holds at once over four lanes on fifty credits end with fifty held and fifty rejected', async () => {
    const meters = Array.from({ length: 4 }, () => createMeter({ store }));
    const [first] = meters;
    if (!first) throw new Error('no meter');
    const uid = await openAccount(first, 50);
    const calls = meters.flatMap((meter) => Array.from({ length: 25 }, () => meter.submit(uid, holdOf(uid))));
    expect(await codesOf(calls)).toEqual({ ok: 50, 'insufficient-credits': 50 });
    await expectBooksBalance(uid);
  });

  test('a hundred accounts at once share calls, and one that was written elsewhere fails alone', async () => {
    let calls = 0;
    const counting: Store = {
      read: store.read,
      commit(commits) {
        calls++;
        return store.commit(commits);
      },
    };
    const [meter, elsewhere] = [createMeter({ store: counting }), createMeter({ store })];
    const uids = await Promise.all(Array.from({ length: 100 }, () => openAccount(meter, 2)));
    await elsewhere.submit(uids[50] ?? '', grantOf({ micros: credits(1) }));
    calls = 0;
    const held = await Promise.all(uids.map((uid) => meter.submit(uid, holdOf(uid))));
    expect(held.map(({ isNew }) => isNew)).toEqual(Array(100).fill(true));
    expect(calls).toBeLessThan(50);
    for (const uid of uids) await expectBooksBalance(uid);
  });

  test('fifty holds at once with one request id over two lanes make one hold', async () => {
    const meters = [createMeter({ store }), createMeter({ store })] as const;
    const uid = await openAccount(meters[0], 50);
    const requestId = newRequestId();
    const calls = Array.from({ length: 50 }, (_, index) =>
      (index % 2 ? meters[0] : meters[1]).submit(uid, holdOf(uid, { requestId, nonce: `nonce${index}` })),
    );
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ activity }) => activity?.value.ownerNonce)).size).toBe(1);
    const { activities } = await expectBooksBalance(uid);
    expect([...activities.values()].map(({ heldMicros }) => heldMicros)).toEqual([credits(1)]);
  });
});
