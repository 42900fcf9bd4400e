import type { Firestore } from 'firebase-admin/firestore';
import { expect } from 'vitest';
import { percentileMs } from '../../src/contract/index.ts';
import { readAccountTotals } from '../../src/upkeep/insight/insight-store.ts';
import { readCohorts, readDays } from '../support/insights.ts';
import type { Business } from './business.ts';
import type { Sums } from './reference-figures.ts';
import { referenceAccounts, referenceCohorts, referenceHours } from './reference-visitors.ts';

/** Joined buckets are two wide on each side, of 2% each, and a duration is anywhere in its own. */
const CALLS_OFF = 0.051;

/** Compares cohorts, accounts' totals, signs of abuse, staff actions and calls with the reference. */
export async function expectVisitors(db: Firestore, business: Business, timeZone: string): Promise<void> {
  const cohorts: Sums = new Map();
  for (const [day, figures] of Object.entries(await readCohorts(db)))
    for (const [name, count] of Object.entries(figures)) put(cohorts, `${day} ${name}`, count);
  expect(sorted(cohorts)).toEqual(sorted(referenceCohorts(business, timeZone)));

  const accounts = referenceAccounts(business);
  const [balances, seen]: [Sums, Sums] = [new Map(), new Map()];
  for (const [accountId, { balanceMicros, lastSeenMs }] of await readAccountTotals(db)) {
    put(balances, accountId, balanceMicros);
    put(seen, accountId, lastSeenMs);
  }
  expect(sorted(balances)).toEqual(sorted(accounts.balances).filter(([, micros]) => micros !== 0));
  expect(sorted(seen)).toEqual(sorted(accounts.seen));

  const { sums, buckets } = referenceHours(business, timeZone);
  const found: Sums = new Map();
  for (const [day, { signals, staffActions }] of Object.entries(await readDays(db, 'usage'))) {
    for (const [kind, count] of Object.entries(signals)) put(found, `${day} signal ${kind}`, count);
    for (const [action, count] of Object.entries(staffActions)) put(found, `${day} action ${action}`, count);
  }
  const took = new Map<string, Record<string, number>>();
  for (const [day, server] of Object.entries(await readDays(db, 'server'))) {
    for (const [name, one] of Object.entries(server.calls)) {
      put(found, `${day} ${name} calls`, one.calls);
      for (const [code, count] of Object.entries(one.errors)) put(found, `${day} ${name} ${code}`, count);
      const sketch = took.get(name) ?? {};
      for (const [bucket, count] of Object.entries(one.took)) sketch[bucket] = (sketch[bucket] ?? 0) + count;
      took.set(name, sketch);
    }
  }
  expect(sorted(found)).toEqual(sorted(sums));
  for (const [name, all] of buckets) {
    const inOrder = all.toSorted((a, b) => a - b);
    for (const share of [0.5, 0.95]) {
      const exact = 1.02 ** (inOrder[Math.ceil(share * inOrder.length) - 1] ?? 0);
      const read = percentileMs(took.get(name) ?? {}, share) ?? 0;
      expect(Math.abs(read / exact - 1), `${name} ${share}`).toBeLessThan(CALLS_OFF);
    }
  }
}

function put(sums: Sums, key: string, amount: number): void {
  if (amount !== 0) sums.set(key, (sums.get(key) ?? 0) + amount);
}

function sorted(sums: Sums): [string, number][] {
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}
