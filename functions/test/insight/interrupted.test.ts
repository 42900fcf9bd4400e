import type { Firestore } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/contract/index.ts';
import { updateInsights } from '../../src/upkeep/insight/update-insights.ts';
import { packUsage } from '../../src/upkeep/usage/pack-usage.ts';
import { catalogsOf } from '../support/backend.ts';
import { dumpInsights } from '../support/insights.ts';
import { ownDb } from '../support/own-db.ts';
import { killableDb } from '../upkeep/killable-db.ts';
import { makeBusiness, START } from './business.ts';
import { storeBusiness } from './store-business.ts';

const run = { traceId: 'test', onCommit: async () => undefined };
const business = makeBusiness(7, 60);
const END = START + 400 * DAY_MS;
/** One run after each of these: each commits once. */
const RUNS = [START + 20 * DAY_MS, START + 45 * DAY_MS, END];

async function stored(): Promise<Firestore> {
  const db = await ownDb();
  await storeBusiness(db, business);
  await packUsage({ db, catalogs: catalogsOf(), now: () => END, untilMs: END }, run);
  return db;
}

async function updateAll(db: Firestore): Promise<void> {
  for (const untilMs of RUNS)
    await updateInsights({ db, now: () => untilMs }, { run, untilMs, unreadable: 0 });
}

test('runs that are killed before or after any of their commits leave the same figures', async () => {
  const whole = await stored();
  await updateAll(whole);
  const expected = await dumpInsights(whole);
  expect(Object.keys(expected).length).toBeGreaterThan(20);

  const killed = await stored();
  for (const untilMs of RUNS) {
    for (const when of ['before', 'after'] as const) {
      const { db, died } = killableDb(killed, { at: 1, when });
      // The last run finds nothing new once the commit of the one before it has landed.
      const ended = updateInsights({ db, now: () => untilMs }, { run, untilMs, unreadable: 0 });
      await Promise.race([died, ended]);
    }
    await updateInsights({ db: killed, now: () => untilMs }, { run, untilMs, unreadable: 0 });
  }
  expect(await dumpInsights(killed)).toEqual(expected);
}, 120_000);

test('two runs at once add each fact once', async () => {
  const whole = await stored();
  await updateAll(whole);
  const twice = await stored();
  for (const untilMs of RUNS) {
    const both = [1, 2].map(() =>
      updateInsights({ db: twice, now: () => untilMs }, { run, untilMs, unreadable: 0 }),
    );
    await Promise.all(both);
  }
  expect(await dumpInsights(twice)).toEqual(await dumpInsights(whole));
}, 120_000);
