import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/contract/index.ts';
import type { Command } from '../../src/meter/commands.ts';
import { createMeter, type Meter } from '../../src/meter/lane/meter.ts';
import type { Outcome } from '../../src/meter/lane/waiting.ts';
import type { Versioned } from '../../src/platform/store/documents.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import { cancelOf, grantOf, holdOf, suspendOf, workedOf } from '../support/accounts.ts';
import { CODES, createFaultyStore, type Fault, noFault } from './faulty-store.ts';
import { createMemoryBackend } from './memory-backend.ts';
import { VirtualTime } from './virtual-time.ts';

const START_MS = 1_800_000_000_000;
const brief = { outMs: 1, backMs: 1 };
const lost: Fault = { kind: 'lost', landsAfterMs: null, ...brief };
const aborted: Fault = { kind: 'refused', code: CODES.aborted, ...brief };
const deaf: Fault = { kind: 'deaf', code: CODES.unavailable, ...brief };

interface Scene {
  readonly time: VirtualTime;
  readonly backend: ReturnType<typeof createMemoryBackend>;
  /** An instance whose calls of the store meet these faults, one after the other, and no others. */
  meterMeeting(faults: readonly Fault[]): Meter;
  /** The answer, or the code of the refusal. */
  ask(meter: Meter, command: Command, stored?: Parameters<Meter['submit']>[2]): Promise<Outcome | string>;
}

/** A scene in virtual time on the account `uid`, open and without credits. */
async function play(scene: (scene: Scene) => Promise<void>): Promise<void> {
  const time = new VirtualTime(1);
  const backend = createMemoryBackend();
  const meterMeeting = (faults: readonly Fault[]) => {
    const left = [...faults];
    const sleep = (ms: number) => time.sleep(ms);
    const nextFault = () => left.shift() ?? noFault;
    const store = createFaultyStore({ store: backend.store, sleep, nextFault });
    return createMeter({ store, now: () => START_MS + Math.floor(time.nowMs) });
  };
  const ask: Scene['ask'] = (meter, command, stored) =>
    meter
      .submit('uid', command, stored)
      .catch((error) => (error instanceof AppError ? error.code : String(error)));
  await time.run(async () => {
    const account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
    await ask(meterMeeting([]), { kind: 'open', account, welcome: null });
    await scene({ time, backend, meterMeeting, ask });
  });
  expect(backend.broken).toEqual([]);
}

describe('an answer is true whatever the store returns', () => {
  test('a suspension that is done but not acknowledged is reported as done, with one audit entry', () =>
    play(async ({ backend, meterMeeting, ask }) => {
      const command = suspendOf('suspend');
      const answer = await ask(meterMeeting([noFault, deaf]), command);
      expect(answer).toMatchObject({ account: { status: 'suspended' } });
      const books = await backend.books('uid');
      expect([...(books?.audits ?? [])]).toEqual([command.audit.auditId]);
    }));

  test('a store that aborts many times in a row delays a request and doesn’t break it', () =>
    play(async ({ meterMeeting, ask }) => {
      const meter = meterMeeting([noFault, ...Array(6).fill([aborted, noFault]).flat()]);
      expect(await ask(meter, holdOf('uid', { priceMicros: 0 }))).toMatchObject({ isNew: true });
    }));

  test('a takeover in which every commit is applied twice is still a takeover', () =>
    play(async ({ meterMeeting, ask }) => {
      const hold = holdOf('uid', { priceMicros: 0 });
      const { activityId } = hold;
      await ask(meterMeeting([]), { ...hold, draft: { ...hold.draft, worker: 'gone' } });
      const twice: Fault = { kind: 'twice', ...brief };
      const change = {
        kind: 'start',
        ownerNonce: 'new',
        worker: 'gone',
        leaseMs: 1_000,
        goneNonce: hold.draft.ownerNonce,
      } as const;
      const meter = meterMeeting(Array(6).fill([noFault, twice]).flat());
      const answer = await ask(meter, { kind: 'update', activityId, change });
      expect(answer).toMatchObject({ activity: { value: { ownerNonce: 'new' } } });
    }));

  test('a rejection after a commit with an unknown outcome stays true, even with another failure in between', () =>
    play(async ({ time, backend, meterMeeting, ask }) => {
      const meter = meterMeeting([
        noFault, // reads
        noFault, // holds, as the first
        { kind: 'none', outMs: 13, backMs: 1 }, // a delivery that conflicts, on its way beside the queue
        noFault, // holds, as the second
        { kind: 'late', code: CODES.unavailable, landsAfterMs: 1_000, ...brief }, // holds, as the third
      ]);
      const soon = START_MS + Math.floor(time.nowMs) + 25;
      await ask(meterMeeting([]), grantOf({ micros: 5, expiresAtMs: soon }));
      const hold = holdOf('uid', { requestId: 'first', nonce: 'nonce', priceMicros: 0 });
      const first = { ...hold, draft: { ...hold.draft, worker: 'worker' } };
      const { activity } = (await ask(meter, first)) as Outcome;
      if (!activity) throw new Error('not held');

      const { activityId } = first;
      const said = { ...deliveryOf(activity), holdMicros: 0, leaseMs: 10_000 };
      const change = { kind: 'report', ownerNonce: 'nonce', ...said } as const;
      await ask(meterMeeting([]), cancelOf(activityId), activity);
      const beside = ask(meter, { kind: 'update', activityId, change }, activity);
      const second = ask(meter, holdOf('uid', { requestId: 'second', priceMicros: 0 }));
      await time.sleep(5);
      const third = ask(meter, holdOf('uid', { requestId: 'third', priceMicros: 5 }));
      expect(await second).toMatchObject({ isNew: true });
      expect(await third).toBe('insufficient-credits');
      await beside;
      await time.sleep(2_000);
      expect([...(await backend.activities('uid')).keys()].sort()).toEqual(['uid_first', 'uid_second']);
    }));

  test('a rejection after a commit with an unknown outcome stays true, even if a commit outside the queue has landed since', () =>
    play(async ({ time, backend, meterMeeting, ask }) => {
      const meter = meterMeeting([
        noFault, // reads
        noFault, // holds, as the first
        { kind: 'none', outMs: 10, backMs: 1 }, // a delivery, beside the queue
        { kind: 'late', code: CODES.unavailable, landsAfterMs: 1_000, ...brief }, // holds, as the second
      ]);
      const soon = START_MS + Math.floor(time.nowMs) + 20;
      await ask(meterMeeting([]), grantOf({ micros: 5, expiresAtMs: soon }));
      const hold = holdOf('uid', { requestId: 'first', nonce: 'nonce', priceMicros: 0 });
      const { activity } = (await ask(meter, hold)) as Outcome;
      if (!activity) throw new Error('not held');

      const said = { ...deliveryOf(activity), holdMicros: 0, leaseMs: 10_000 };
      const change = { kind: 'report', ownerNonce: 'nonce', ...said } as const;
      const { activityId } = hold;
      const beside = ask(meter, { kind: 'update', activityId, change }, activity);
      expect(await ask(meter, holdOf('uid', { requestId: 'second', priceMicros: 5 }))).toBe(
        'insufficient-credits',
      );
      expect(await beside).toMatchObject({ isNew: true });
      await time.sleep(2_000);
      expect([...(await backend.activities('uid')).keys()]).toEqual(['uid_first']);
    }));
});

describe('nothing is rejected from the cache', () => {
  test('credits that came in through another instance are seen first', () =>
    play(async ({ meterMeeting, ask }) => {
      const [here, elsewhere] = [meterMeeting([]), meterMeeting([])];
      await ask(here, holdOf('uid', { priceMicros: 0 }));
      await ask(elsewhere, grantOf({ micros: 5 }));
      expect(await ask(here, holdOf('uid', { priceMicros: 5 }))).toMatchObject({ isNew: true });
    }));

  test('a hold that was made through another instance is found first', () =>
    play(async ({ meterMeeting, ask }) => {
      const [here, elsewhere] = [meterMeeting([]), meterMeeting([])];
      const hold = holdOf('uid', { nonce: 'first', priceMicros: 0 });
      await ask(here, holdOf('uid', { priceMicros: 0 }));
      await ask(elsewhere, hold);
      const rejection = new AppError('blocked').toJSON();
      const again = await ask(here, { ...hold, rejection, draft: { ...hold.draft, ownerNonce: 'second' } });
      expect(again).toMatchObject({ isNew: false, activity: { value: { ownerNonce: 'first' } } });
    }));

  test('what another request was going to take counts only after its commit has landed', () =>
    play(async ({ time, meterMeeting, ask }) => {
      const elsewhere = meterMeeting([]);
      await ask(elsewhere, grantOf({ micros: 5 }));
      const failing: Fault = { kind: 'refused', code: CODES.unavailable, outMs: 20, backMs: 1 };
      const meter = meterMeeting([noFault, failing]);
      const both = [1, 2].map(() => ask(meter, holdOf('uid', { priceMicros: 5 })));
      await time.sleep(10);
      await ask(elsewhere, grantOf({ micros: 5 }));
      expect(await Promise.all(both)).toMatchObject([{ isNew: true }, { isNew: true }]);
    }));
});

describe('work that is worth more than it holds', () => {
  test('is captured from credits that came in elsewhere, even if this instance doesn’t know them yet', () =>
    play(async ({ backend, meterMeeting, ask }) => {
      const [meter, elsewhere] = [meterMeeting([]), meterMeeting([])];
      await ask(meter, grantOf({ micros: 4 }));
      const hold = holdOf('uid', { priceMicros: 10, slice: { leastMicros: 2, firstMicros: 4 } });
      const held = await ask(meter, hold);
      if (typeof held === 'string' || !held.activity) throw new Error('not held');
      await ask(elsewhere, grantOf({ micros: 100 }));
      const ended = await ask(meter, workedOf(hold, { captureMicros: 9, text: 'made' }), held.activity);
      expect(ended).toMatchObject({ activity: { value: { heldMicros: 9, capturedMicros: 9 } } });
      expect((await backend.books('uid'))?.account.lots).toMatchObject([{ remainingMicros: 95 }]);
    }));
});

describe('every caller gets an answer in time', () => {
  test('including the second of two requests with the same id and different intents, on a store that doesn’t respond', () =>
    play(async ({ time, meterMeeting, ask }) => {
      const meter = meterMeeting(Array(20).fill(lost));
      const startMs = time.nowMs;
      const both = ['one', 'two'].map((intent) => ask(meter, holdOf('uid', { requestId: 'same', intent })));
      expect(await Promise.all(both)).toEqual(['busy', 'busy']);
      expect(time.nowMs - startMs).toBeLessThanOrEqual(5_000);
    }));

  test('a hold within 5 seconds and a settlement within 30, on a store that doesn’t respond', () =>
    play(async ({ time, meterMeeting, ask }) => {
      const hold = holdOf('uid', { priceMicros: 0, leaseMs: 600_000 });
      await ask(meterMeeting([]), hold);
      const meter = meterMeeting(Array(60).fill(lost));
      const startMs = time.nowMs;
      const asked = ask(meter, holdOf('uid')).then((code) => [code, time.nowMs - startMs]);
      const amended = ask(meter, cancelOf(hold.activityId)).then((code) => [code, time.nowMs - startMs]);
      expect(await asked).toEqual(['busy', 5_000]);
      expect(await amended).toEqual(['busy', 30_000]);
    }));
});

function deliveryOf({ value }: Versioned<NonNullable<Outcome['activity']>['value']>) {
  const { accountId, uid, quantity } = value;
  const output = { kind: 'chat', text: 'text', finish: 'stop', inputTokens: 1, outputTokens: 1 } as const;
  return {
    changes: { delivered: { micros: 0, quantity, costUsdMicros: 0 } },
    result: { schemaVersion: 1, accountId, uid, output, createdAt: START_MS } as const,
  };
}
