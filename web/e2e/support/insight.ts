import { createHash } from 'node:crypto';
import {
  addDays,
  bucketOf,
  type CohortFigures,
  coarseBucketOf,
  collections,
  createZone,
  INSIGHT_COHORTS,
  INSIGHT_HEAD,
  monthOf,
  packFigures,
  workKey,
} from '@firemeter/functions/contract';
import type { Store } from './store.ts';

/** An activity of a made-up business. Money is in cents, credits in whole ones. */
export interface MadeWork {
  day: string;
  hour: string;
  accountId: string;
  model: 'nano-banana' | 'flux-schnell';
  provider: string;
  failed: boolean;
  tookMs: number;
  credits: number;
  revenueCents: number;
  costCents: number;
}

export interface MadeBusiness {
  month: string;
  work: readonly MadeWork[];
  sold: { day: string; credits: number; cents: number }[];
  lapsedCredits: number;
}

/** The day it is where no other time zone is set. */
export const today = createZone('UTC')(Date.now()).day;
/** Of a month in which nothing else happens. */
export const quietMonth = monthOf(addDays(today, -150));

/** Makes up a business: the same each time. */
export function makeBusiness(month: string): MadeBusiness {
  const work = Array.from({ length: 240 }, (_, n): MadeWork => {
    const isFlux = n % 3 === 0;
    return {
      day: addDays(`${month}-01`, n % 25),
      // Busiest on whatever weekday the 3rd is, at 14:00.
      hour: n % 25 === 2 ? '14' : String(8 + (n % 11)).padStart(2, '0'),
      accountId: ['demo-creator', 'demo-second', 'demo-low'][n % 5 === 4 ? 2 : n % 2] ?? '',
      model: isFlux ? 'flux-schnell' : 'nano-banana',
      provider: isFlux ? 'fal' : 'google',
      failed: n % 10 === 7,
      tookMs: 1_000 + 97 * n,
      credits: isFlux ? 3 : 5,
      revenueCents: isFlux ? 21 : 40,
      costCents: isFlux ? 11 : 4,
    };
  });
  const sold = Array.from({ length: 12 }, (_, n) => ({
    day: addDays(`${month}-01`, 2 * n),
    credits: 500,
    cents: 4_000,
  }));
  return { month, work, sold, lapsedCredits: 75 };
}

type Tree = { [name: string]: number | Tree };

/** Adds an amount at a path of a tree. */
function add(tree: Tree, path: readonly string[], amount: number): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) tree[name] = Number(tree[name] ?? 0) + amount;
  else {
    tree[name] ??= {};
    add(tree[name] as Tree, rest, amount);
  }
}

const MICROS = 1_000_000;
const USD_MICROS_PER_CENT = 10_000;

/** Puts a business into the documents that the pages read. */
export async function layOutBusiness(store: Store, business: MadeBusiness): Promise<void> {
  const [usage, credits, money, accounts]: Tree[] = [{}, {}, {}, {}];
  for (const one of business.work) {
    const { day, hour, model, provider, accountId } = one;
    const place = [day, 'work', workKey({ operation: 'image', model, provider })];
    add(usage as Tree, [day, 'hours', hour, 'ended'], 1);
    add(usage as Tree, [...place, 'costUsdMicros'], one.costCents * USD_MICROS_PER_CENT);
    add(usage as Tree, [...place, one.failed ? 'failed' : 'completed'], 1);
    if (one.failed) {
      add(usage as Tree, [...place, 'failures', 'provider-failed'], 1);
      continue;
    }
    add(usage as Tree, [...place, 'took', bucketOf(one.tookMs)], 1);
    add(usage as Tree, [...place, 'capturedMicros'], one.credits * MICROS);
    add(usage as Tree, [...place, 'revenueMicrocents', 'usd'], one.revenueCents * MICROS);
    add(credits as Tree, [day, 'sources', 'purchase', 'used'], one.credits * MICROS);
    add(
      money as Tree,
      [day, 'currencies', 'usd', 'sources', 'purchase', 'revenueCaptured'],
      one.revenueCents * MICROS,
    );
    add(accounts as Tree, [accountId, 'delivered'], 1);
    add(accounts as Tree, [accountId, 'capturedMicros'], one.credits * MICROS);
    add(accounts as Tree, [accountId, 'revenue', 'usd'], one.revenueCents * MICROS);
  }
  for (const { day, credits: bought, cents } of business.sold) {
    add(credits as Tree, [day, 'sources', 'purchase', 'granted'], bought * MICROS);
    add(money as Tree, [day, 'currencies', 'usd', 'sources', 'purchase', 'sales'], cents * MICROS);
    add(money as Tree, [day, 'currencies', 'usd', 'payments'], 1);
  }
  add(
    credits as Tree,
    [`${business.month}-05`, 'sources', 'welcome', 'lapsed'],
    business.lapsedCredits * MICROS,
  );
  const topics = { usage, credits, money };
  for (const [topic, days] of Object.entries(topics)) {
    await put(store, `${topic}-${business.month}`, { topic, month: business.month }, days);
  }
  await put(store, `accounts-${business.month}`, { period: business.month, accounts: 3 }, accounts);
}

/** Puts what accounts did on a day: by account, the revenue of their credits in cents. */
export async function layOutDay(store: Store, day: string, revenue: Record<string, number>): Promise<void> {
  const accounts: Tree = {};
  for (const [accountId, cents] of Object.entries(revenue)) {
    add(accounts, [accountId, 'delivered'], 1);
    add(accounts, [accountId, 'revenue', 'usd'], cents * MICROS);
  }
  await put(store, `accounts-${day}`, { period: day, accounts: Object.keys(accounts).length }, accounts);
}

/** Puts what the figures know of accounts, by which the list of people is ordered. */
export async function layOutTotals(store: Store, totals: ReadonlyMap<string, object>): Promise<void> {
  // Whole ones: the job that computes the figures goes on from them.
  const rest = { lots: {}, credits: {}, pending: {}, reversals: {}, hasPaid: false };
  const whole = [...totals].map(([accountId, known]) => [accountId, { ...rest, ...known }] as const);
  const parts = Map.groupBy(whole, ([accountId]) => partOf(accountId));
  for (const [part, states] of parts) await put(store, `state-${part}`, {}, states);
}

/** The part in which the figures keep an account's state. */
function partOf(accountId: string): string {
  const part = createHash('sha256').update(accountId).digest().readUInt16BE() % 64;
  return String(part).padStart(2, '0');
}

/** Puts who came first on a day, and how far they have got. */
export async function layOutCohort(
  store: Store,
  day: string,
  cohort: Record<keyof CohortFigures, number>,
): Promise<void> {
  await put(store, INSIGHT_COHORTS, {}, { [day]: cohort });
}

/** Puts the calls of a function on a day: how many took so long, and how many failed because of a fault. */
export async function layOutCalls(
  store: Store,
  calls: readonly { day: string; name: string; tookMs: readonly number[]; faults: number }[],
): Promise<void> {
  const server: Tree = {};
  for (const { day, name, tookMs, faults } of calls) {
    add(server, [day, 'calls', name, 'calls'], tookMs.length);
    if (faults > 0) add(server, [day, 'calls', name, 'errors', 'internal'], faults);
    for (const ms of tookMs) add(server, [day, 'calls', name, 'took', coarseBucketOf(bucketOf(ms))], 1);
  }
  const month = monthOf(calls[0]?.day ?? today);
  await put(store, `server-${month}`, { topic: 'server', month }, server);
}

/** Says that figures have been computed, unless they have. */
export async function layOutHead(store: Store): Promise<void> {
  if (await store.hasDocument(collections.insights, INSIGHT_HEAD)) return;
  await store.replaceDocument(collections.insights, INSIGHT_HEAD, {
    ...{ schemaVersion: 1, timeZone: 'UTC', throughMs: Date.now(), rebuildingToMs: null, datedBeforeMs: 0 },
    ...{ closed: [], logs: {}, statesVersion: 2, lateFacts: 0, unreadable: 0, updatedAt: new Date() },
  });
}

async function put(store: Store, id: string, facts: object, figures: unknown): Promise<void> {
  const bytes = await packFigures(figures);
  await store.replaceDocument(collections.insights, id, { schemaVersion: 1, ...facts, bytes });
}
