import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { activityIdOf, balanceMicros } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore, type Store } from '../../src/platform/store/store.ts';
import { credits, expectBooksBalance, newRequestId, openAccount, testDb } from '../support/accounts.ts';
import { callGenerate, type Instance, imageOf, newInstance, requestOf, until } from '../support/backend.ts';
import { CODES, createFaultyStore, type Fault, noFault } from './faulty-store.ts';

const db = testDb();
const store = createStore(db);

/** An instance whose provider takes a moment and counts its calls. */
function instanceOn(faulty: Store): Instance & { readonly provider: { calls: number } } {
  const provider = { calls: 0 };
  const made = newInstance({
    meter: createMeter({ store: faulty }),
    async runModel() {
      provider.calls++;
      await sleep(40);
      const output = {
        kind: 'image',
        mediaType: 'image/png',
        file: { where: 'here', base64: 'iVBORw0KGgo=' },
        alt: 'a test',
        ...{ width: null, height: null },
      } as const;
      return { output, quantity: { images: 1 } };
    },
  });
  onTestFinished(() => made.close());
  return { ...made, provider };
}

/** An instance whose n-th call of the store, from the first one of `generate`, meets this fault. */
function instanceThatMeets(fault: Fault, atCall: number) {
  let calls = 0;
  const nextFault = () => (++calls === atCall ? fault : noFault);
  return instanceOn(createFaultyStore({ store, sleep, nextFault }));
}

/** Every call of the store that `generate` makes: it reads, holds, settles; what a retry adds comes after. */
const CALLS = [1, 2, 3, 4];
const brief = { outMs: 1, backMs: 1 };
const ambiguous: [what: string, fault: Fault][] = [
  ['is done and answered UNAVAILABLE', { kind: 'deaf', code: CODES.unavailable, ...brief }],
  ['is done and answered DEADLINE_EXCEEDED', { kind: 'deaf', code: CODES.deadlineExceeded, ...brief }],
  ['is done and answered UNKNOWN', { kind: 'deaf', code: CODES.unknown, ...brief }],
  ['is done and sent again by the SDK', { kind: 'twice', ...brief }],
  ['is refused as ABORTED', { kind: 'refused', code: CODES.aborted, ...brief }],
  ['is refused as UNAVAILABLE', { kind: 'refused', code: CODES.unavailable, ...brief }],
  ['fails and is done a little later', { kind: 'late', code: CODES.unavailable, landsAfterMs: 25, ...brief }],
  ['is slow', { kind: 'none', outMs: 300, backMs: 300 }],
  ['is not answered and done 3.2 seconds later', { kind: 'lost', landsAfterMs: 3_200, ...brief }],
  ['is never answered nor done', { kind: 'lost', landsAfterMs: null, ...brief }],
];

describe('the same request on two instances has one charge, one provider call and one answer', () => {
  test.each(ambiguous)('when a call to the store %s', async (_, fault) => {
    await Promise.all(CALLS.flatMap((atCall) => [0, 30].map((laterMs) => askTwice(fault, atCall, laterMs))));
  });

  async function askTwice(fault: Fault, atCall: number, laterMs: number): Promise<void> {
    const [here, elsewhere] = [instanceThatMeets(fault, atCall), instanceOn(store)];
    const uid = await openAccount(elsewhere.meter, 20);
    const request = requestOf(imageOf('a lighthouse'));
    const first = callGenerate(here, uid, request).answer;
    const second = sleep(laterMs).then(() => callGenerate(elsewhere, uid, request).answer);
    const answers = await Promise.all([first, second]);
    expect(answers[0]).toEqual(answers[1]);
    expect(here.provider.calls + elsewhere.provider.calls).toBe(1);
    const { account, activities } = await expectBooksBalance(uid);
    expect(activities.size).toBe(1);
    expect(balanceMicros(account, Date.now())).toBe(credits(15));
  }
});

describe('a process that dies at any call to the store', () => {
  const deaths = CALLS.slice(0, 3).flatMap((atCall) => [
    [atCall, 'before' as const] as const,
    [atCall, 'after' as const] as const,
  ]);

  test.each(deaths)(
    'call %i, %s it is done: repeated on another instance, the request is charged once and answered',
    async (atCall, when) => {
      const { store: dying, hasDied } = dyingAt(atCall, when);
      const [here, elsewhere] = [instanceOn(dying), instanceOn(store)];
      const uid = await openAccount(elsewhere.meter, 20);
      const requestId = newRequestId();
      const request = requestOf(imageOf('a lighthouse'), { requestId });
      void callGenerate(here, uid, request).answer.catch(() => undefined);
      await until(hasDied);

      const again = callGenerate(elsewhere, uid, request).answer;
      const activity = db.collection('ai_activity').doc(activityIdOf({ accountId: uid, requestId }));
      await until(async () => (await activity.get()).exists);
      const left = await activity.get();
      if (left.get('worker') === here.instanceId && left.get('endedAt') === undefined && left.updateTime) {
        const leaseUntil = new Date(Date.now() - 60_000);
        await activity.update({ leaseUntil }, { lastUpdateTime: left.updateTime });
      }
      expect(await again).toMatchObject({ status: 'completed', capturedMicros: credits(5) });
      const { account, activities } = await expectBooksBalance(uid);
      expect(activities.size).toBe(1);
      expect(balanceMicros(account, Date.now())).toBe(credits(15));
    },
  );
});

/** A store whose process dies at its n-th call: nothing is heard any more, and nothing sent. */
function dyingAt(atCall: number, when: 'before' | 'after') {
  let calls = 0;
  const forever = new Promise<never>(() => undefined);
  async function call<T>(send: () => Promise<T>): Promise<T> {
    const number = ++calls;
    if (number < atCall) return send();
    if (number === atCall && when === 'after') await send();
    calls = Math.max(calls, atCall);
    isDead ||= number === atCall;
    return forever;
  }
  let isDead = false;
  const dying: Store = {
    read: (...asked) => call(() => store.read(...asked)),
    commit: (commit) => call(() => store.commit(commit)),
  };
  return { store: dying, hasDied: () => isDead };
}
