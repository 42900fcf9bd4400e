import { expect, test } from 'vitest';
import { capUsedMicros } from '../../src/contract/index.ts';
import { setCaps } from '../../src/generation/calls/set-caps.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { codesOf, credits, expectBooksBalance, holdOf, openAccount, testDb } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';

const store = createStore(testDb());
const capOf = (dayCredits: number | null, monthCredits: number | null = null) => ({
  kind: 'setCaps' as const,
  caps: {
    dayMicros: dayCredits === null ? null : credits(dayCredits),
    monthMicros: monthCredits === null ? null : credits(monthCredits),
  },
});

test('of two hundred requests at once over four instances as many are held as the cap allows, and no more', async () => {
  const meters = Array.from({ length: 4 }, () => createMeter({ store }));
  const [first] = meters;
  if (!first) throw new Error('no meter');
  const uid = await openAccount(first, 500);
  await first.submit(uid, capOf(30));
  const calls = meters.flatMap((meter) => Array.from({ length: 50 }, () => meter.submit(uid, holdOf(uid))));
  expect(await codesOf(calls)).toEqual({ ok: 30, 'cap-reached': 170 });
  const { account, activities } = await expectBooksBalance(uid);
  expect(activities.size).toBe(30);
  expect(capUsedMicros(account, 'day', Date.now())).toBe(credits(30));
});

test('of two hundred requests of a label at once over four instances its cap lets in as many as it allows, and others all', async () => {
  const meters = Array.from({ length: 4 }, () => createMeter({ store }));
  const [first] = meters;
  if (!first) throw new Error('no meter');
  const uid = await openAccount(first, 500);
  await first.submit(uid, { ...capOf(30), label: 'film' });
  const labeled = (label: string | undefined) => {
    const hold = holdOf(uid);
    return label === undefined ? hold : { ...hold, draft: { ...hold.draft, label } };
  };
  const submitAll = (count: number, label: string | undefined) =>
    meters.flatMap((meter) => Array.from({ length: count }, () => meter.submit(uid, labeled(label))));
  const [film, book, none] = await Promise.all([
    codesOf(submitAll(50, 'film')),
    codesOf(submitAll(10, 'book')),
    codesOf(submitAll(10, undefined)),
  ]);
  expect(film).toEqual({ ok: 30, 'cap-reached': 170 });
  expect([book, none]).toEqual([{ ok: 40 }, { ok: 40 }]);
  const { account, activities } = await expectBooksBalance(uid);
  expect([...activities.values()].filter(({ label }) => label === 'film')).toHaveLength(30);
  const [cap] = account.labelCaps ?? [];
  expect(capUsedMicros({ capUse: cap?.use }, 'day', Date.now())).toBe(credits(30));
});

test('a cap of the month holds beside one of the day, and one that is taken away no longer does', async () => {
  const meter = createMeter({ store });
  const uid = await openAccount(meter, 100);
  await meter.submit(uid, capOf(50, 3));
  const held = await codesOf(Array.from({ length: 10 }, () => meter.submit(uid, holdOf(uid))));
  expect(held).toEqual({ ok: 3, 'cap-reached': 7 });
  await meter.submit(uid, { kind: 'setCaps', caps: null });
  expect(await codesOf([meter.submit(uid, holdOf(uid))])).toEqual({ ok: 1 });
  await expectBooksBalance(uid);
});

test('a cap of a label is rejected before the store can hold it, and nothing is changed', async () => {
  const db = await ownDb({ version: 2 });
  const meter = createMeter({ store: createStore(db) });
  const uid = await openAccount(meter, 100);
  const services = { db, meter };
  const set = (label?: string) =>
    setCaps(services)({ caps: capOf(30).caps, ...(label && { label }) }, contextOf(uid), () => undefined);
  await expect(set('film')).rejects.toMatchObject({
    code: 'not-configured',
    details: { reason: 'store-version' },
  });
  expect(await set()).toEqual({ caps: capOf(30).caps });
});
