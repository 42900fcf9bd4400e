import { expect, test } from 'vitest';
import { collections, type MeterEvent, meterEvents } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { type Hooks, hasHooks, runHooks } from '../../src/platform/store/run-hooks.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { credits, holdOf, openAccount, testDb, workedOf } from '../support/accounts.ts';

const db = testDb();
const meter = createMeter({ store: createStore(db) });

async function usageEntry() {
  const uid = await openAccount(meter, 10);
  const hold = holdOf(uid);
  await meter.submit(uid, hold);
  await meter.submit(uid, workedOf(hold, { captureMicros: credits(1) }));
  return db.collection(collections.ledger).doc(`usage-${hold.activityId}`).get();
}

test('a hook that throws gets its event again with the same id, and stops no other hook', async () => {
  const seen: MeterEvent<'usage-captured'>[] = [];
  const others: string[] = [];
  const hooks: Hooks = {
    'usage-captured': [
      async (event) => {
        seen.push(event);
        if (seen.length < 3) throw new Error('no');
      },
      async ({ eventId }) => void others.push(eventId),
    ],
    grant: [async () => Promise.reject(new Error('not its event'))],
  };
  const entry = await usageEntry();
  const deliver = () => runHooks(hooks, entry);
  await expect(deliver()).rejects.toThrow('1 hooks of usage-captured failed');
  await expect(deliver()).rejects.toThrow(AggregateError);
  await deliver();
  expect(seen).toHaveLength(3);
  expect(new Set(seen.map(({ eventId }) => eventId))).toEqual(new Set([entry.id]));
  expect(seen[2]).toEqual(seen[0]);
  expect(others).toEqual([entry.id, entry.id, entry.id]);
});

test('an event reads nothing and writes nothing', async () => {
  const entry = await usageEntry();
  const before = entry.updateTime;
  await runHooks({ 'usage-captured': [async () => undefined] }, entry);
  expect((await entry.ref.get()).updateTime?.isEqual(before as never)).toBe(true);
});

test('without hooks there is no trigger', () => {
  const ofLedger = Object.keys(meterEvents);
  expect(hasHooks({}, ofLedger)).toBe(false);
  expect(hasHooks({ grant: [] }, ofLedger)).toBe(false);
  expect(hasHooks({ 'alert.fired': [async () => undefined] }, ofLedger)).toBe(false);
  expect(hasHooks({ grant: [async () => undefined] }, ofLedger)).toBe(true);
});
