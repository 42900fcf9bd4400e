import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import {
  collections,
  DAY_MS,
  DEFAULT_INSIGHT_SETTINGS,
  decodeStored,
  encodeStored,
  INSIGHT_CONFIG,
  INSIGHT_HEAD,
  InsightHead,
  InsightSettings,
  liabilityAt,
  MICROCENTS,
  percentileMs,
  rollForward,
  splitWorkKey,
} from '../../src/contract/index.ts';
import { cleanupOldData } from '../../src/upkeep/cleanup-old-data.ts';
import { rebuildInsights } from '../../src/upkeep/insight/rebuild-insights.ts';
import { updateInsights } from '../../src/upkeep/insight/update-insights.ts';
import { packUsage } from '../../src/upkeep/usage/pack-usage.ts';
import { catalogsOf } from '../support/backend.ts';
import { dumpInsights, readAccounts, readBalances, readDays } from '../support/insights.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { type Business, makeBusiness, START } from './business.ts';
import { expectVisitors } from './expect-visitors.ts';
import { referenceCredits, referenceMoney, referenceUsage, type Sums } from './reference-figures.ts';
import { storeBusiness } from './store-business.ts';

const soak = Number(process.env.FIREMETER_SOAK ?? 1);
const seed = Number(process.env.FIREMETER_SEED ?? 1);
/** Three zones: with ten times as many in a soak, 10,000 activities in all. */
const ACTIVITIES = 340 * soak;
/** Parts of values are rounded to a millionth of a cent each; all of them together may be off by this. */
const TOLERANCE_CENTS = 0.001 * soak;

const run = { traceId: 'test', onCommit: async () => undefined };

/** Adds what was recorded until a time, as the job does. */
async function update(db: Firestore, untilMs: number): Promise<number> {
  const services = { db, catalogs: catalogsOf(), now: () => untilMs, untilMs };
  await packUsage(services, run);
  return updateInsights(services, { run, untilMs, unreadable: 0 });
}

async function setZone(db: Firestore, timeZone: string): Promise<void> {
  const settings = encodeStored(InsightSettings, { ...DEFAULT_INSIGHT_SETTINGS, timeZone }, 3);
  await db.collection(collections.config).doc(INSIGHT_CONFIG).set(settings);
}

async function headOf(db: Firestore): Promise<InsightHead> {
  return decodeStored(
    InsightHead,
    (await db.collection(collections.insights).doc(INSIGHT_HEAD).get()).data(),
  );
}

const zones = ['Asia/Kolkata', 'Europe/Berlin', 'UTC'] as const;

describe.each(zones)('in %s', (timeZone) => {
  const at = zones.indexOf(timeZone);
  const business = makeBusiness(seed * 10 + at, ACTIVITIES);

  test(
    'every figure equals what a reference that shares no code computes, whenever facts came',
    async () => {
      const db = await ownDb();
      await setZone(db, timeZone);
      await storeBusiness(db, business);
      const endMs = endOf(business);
      // Runs at times that nothing follows from, so that months are closed while news about them is still to come.
      for (let untilMs = START + 7 * DAY_MS; untilMs < endMs; untilMs += 17 * DAY_MS + 12_345)
        await update(db, untilMs);
      await update(db, endMs);
      expect((await headOf(db)).closed.length).toBeGreaterThan(1);
      expect((await headOf(db)).lateFacts).toBeGreaterThan(0);
      await expectReference(db, business, timeZone);
      const figures = await dumpInsights(db);

      const { outputs } = { outputs: { remove: async () => undefined } };
      await cleanupOldData(
        { db, outputs, catalogs: catalogsOf(), now: () => endMs + 400 * DAY_MS, untilMs: endMs },
        oneRun,
      );
      expect(withoutCursors(await dumpInsights(db))).toEqual(withoutCursors(figures));
      await rebuildInsights({ db, now: () => endMs }, run);
      expect(withoutCursors(await dumpInsights(db))).toEqual(withoutCursors(figures));
      await expectReference(db, business, timeZone);
    },
    120_000 * soak,
  );
});

function withoutCursors(figures: Record<string, unknown>): Record<string, unknown> {
  const { head: _, ...rest } = figures;
  return rest;
}

function endOf({ entries, activities, facts, milestones }: Business): number {
  const times = [
    ...[...entries.values()].map((entry) => ('recordedAt' in entry ? (entry.recordedAt ?? 0) : 0)),
    ...[...activities.values()].map(({ recordedAt, lateRecordedAt }) =>
      Math.max(recordedAt ?? 0, lateRecordedAt ?? 0),
    ),
    ...[...facts.values()].map(({ recordedAt }) => recordedAt),
    ...[...milestones.values()].map(({ recordedAt = 0 }) => recordedAt),
  ];
  return times.reduce((latest, one) => Math.max(latest, one), 0) + 1;
}

async function expectReference(db: Firestore, business: Business, timeZone: string): Promise<void> {
  const { closed } = await headOf(db);
  const place = { timeZone, closed };
  const raw = business as never;
  await expectVisitors(db, business, timeZone);
  const usage = await readDays(db, 'usage');
  const credits = await readDays(db, 'credits');
  const money = await readDays(db, 'money');

  const creditSums: Sums = new Map();
  for (const [day, { sources, debt, welcomed }] of Object.entries(credits)) {
    for (const [source, flows] of Object.entries(sources)) {
      for (const [name, amount] of Object.entries(flows))
        if (name !== 'carried') put(creditSums, `${day} ${source} ${name}`, amount);
    }
    put(creditSums, `${day} debt incurred`, debt.incurred);
    put(creditSums, `${day} debt repaid`, debt.repaid);
    put(creditSums, `${day} welcomed`, welcomed);
  }
  expect(sorted(creditSums)).toEqual(sorted(referenceCredits(raw, place)));

  const reference = referenceUsage(raw, place);
  const usageSums: Sums = new Map();
  for (const [day, { work }] of Object.entries(usage)) {
    for (const [key, figures] of Object.entries(work)) {
      const { operation, model } = splitWorkKey(key);
      const of = `${day} ${operation}/${model}`;
      for (const status of ['completed', 'failed', 'expired', 'guests'] as const)
        put(usageSums, `${of} ${status}`, figures[status]);
      put(usageSums, `${of} captured`, figures.capturedMicros);
      put(usageSums, `${of} cost`, figures.costUsdMicros);
      put(usageSums, `${of} internal`, figures.internalUsdMicros);
      put(usageSums, `${of} acquisition`, figures.acquisitionUsdMicros);
      for (const [code, count] of Object.entries(figures.failures)) put(usageSums, `${of} ${code}`, count);
    }
  }
  expect(sorted(usageSums)).toEqual(sorted(reference.sums));

  for (const [key, durations] of reference.took) {
    const sketch: Record<string, number> = {};
    for (const { work } of Object.values(usage)) {
      for (const [name, { took }] of Object.entries(work)) {
        const { operation, model } = splitWorkKey(name);
        if (`${operation}/${model}` !== key) continue;
        for (const [bucket, count] of Object.entries(took)) sketch[bucket] = (sketch[bucket] ?? 0) + count;
      }
    }
    const inOrder = durations.toSorted((a, b) => a - b);
    for (const share of [0.5, 0.95]) {
      const exact = inOrder[Math.ceil(share * inOrder.length) - 1] ?? 0;
      expect(Math.abs((percentileMs(sketch, share) ?? 0) / exact - 1)).toBeLessThan(0.02);
    }
  }
  for (const [period, accounts] of reference.active) {
    const found = Object.entries(await readAccounts(db, period)).filter(([, { delivered }]) => delivered > 0);
    expect(found.map(([id]) => id).sort(), period).toEqual([...accounts].sort());
    if (period.length === '2026-01'.length) continue;
    expect((usage[period]?.activeAccounts ?? 0) + (usage[period]?.activeGuests ?? 0), period).toBe(
      accounts.size,
    );
  }

  const { flows, liability } = referenceMoney(raw, place);
  const found: Sums = new Map();
  for (const [day, { currencies, paymentFees }] of Object.entries(money)) {
    for (const [currency, { sources }] of Object.entries(currencies)) {
      for (const [source, all] of Object.entries(sources)) {
        for (const [name, amount] of Object.entries(all))
          put(found, `${day} ${currency} ${source} ${name}`, amount / MICROCENTS);
      }
    }
    for (const [currency, cents] of Object.entries(paymentFees)) put(found, `${day} fees ${currency}`, cents);
  }
  expectClose(found, flows);

  // The liability of each day, by what lots and payments are worth, and by the identity.
  const balances = await readBalances(db);
  const days = [...new Set([...liability.keys()].map((key) => key.slice(0, 10)))].sort();
  const range = { from: days[0] ?? '', to: days.at(-1) ?? '' };
  const owed: Sums = new Map();
  const closings = new Map(
    rollForward({ money, balances }, range).map((row) => [
      `${row.day} ${row.currency} ${row.source}`,
      row.closingMicrocents,
    ]),
  );
  for (const day of days) {
    for (const [key, cents] of liability) {
      if (!key.startsWith(day)) continue;
      const of = key.slice(11);
      owed.set(of, (owed.get(of) ?? 0) + cents);
    }
    for (const [of, cents] of owed) {
      expect(Math.abs((closings.get(`${day} ${of}`) ?? 0) / MICROCENTS - cents), `${day} ${of}`).toBeLessThan(
        TOLERANCE_CENTS,
      );
    }
    for (const { currency, source, microcents } of liabilityAt({ money, balances }, day)) {
      expect(microcents, `${day} ${currency} ${source}`).toBe(
        closings.get(`${day} ${currency} ${source}`) ?? 0,
      );
    }
  }
}

function put(sums: Sums, key: string, amount: number): void {
  if (amount !== 0) sums.set(key, (sums.get(key) ?? 0) + amount);
}

function sorted(sums: Sums): [string, number][] {
  return [...sums].filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

function expectClose(found: Sums, expected: Sums): void {
  const off = [...new Set([...found.keys(), ...expected.keys()])]
    .map((key): [string, number, number] => [key, found.get(key) ?? 0, expected.get(key) ?? 0])
    .filter(([, a, b]) => Math.abs(a - b) >= TOLERANCE_CENTS)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  expect(off).toEqual([]);
}
