import { setTimeout as sleep } from 'node:timers/promises';
import { ACTIVITY_SHARDS, collections, SECOND_MS } from '@firemeter/functions/contract';
import type { Page } from '@playwright/test';
import type { DocumentData, DocumentReference, Firestore } from 'firebase-admin/firestore';

export interface LoadOptions {
  db: Firestore;
  /** The live page, and one that only listens. */
  page: Page;
  bare: Page;
  /** An activity as the store holds it, to be made many times over. */
  sample: DocumentData;
  loadMs: number;
  onRate: (perSecond: number) => void;
}

export interface UnderLoad {
  perSecond: number;
  made: number;
  missed: number;
  repeated: number;
  /** From the bare listener to the painted page. */
  behindMs: number[];
  longestTaskMs: number;
  heapGrowthMiB: number;
  errors: number;
}

/** The rates that are tried, for as long as the bare listener keeps up. */
const rates = [30, 50, 70, 100] as const;
const trialMs = 5 * SECOND_MS;
const keepsUpMs = 500;
const runningMs = 500;
const settledMs = 12 * SECOND_MS;

const prefix = 'Under load ';

/** Makes activities as fast as a bare listener can hear of them, and looks at what the live page makes of it. */
export async function underLoad(options: LoadOptions): Promise<UnderLoad> {
  const { page, bare, loadMs, onRate } = options;
  let errors = 0;
  page.on('pageerror', () => errors++);
  await page.evaluate(watchTop);
  let next = 0;
  let perSecond: number = rates[0];
  for (const rate of rates) {
    onRate(rate);
    const trial = await make({ ...options, first: next, perSecond: rate, forMs: trialMs });
    const isKept = await keepsUp(bare, trial.madeAtMs);
    // The emulator has no indexes: each change costs a listener as much as the collection is large.
    await removeAll(options.db, trial.madeAtMs.keys());
    next = trial.next;
    if (!isKept) break;
    perSecond = rate;
  }
  const first = next;
  onRate(perSecond);
  const heapBefore = await heapBytes(page);
  await page.evaluate('window.longestTask = 0');
  const { madeAtMs, next: end } = await make({ ...options, first, perSecond, forMs: loadMs });
  const heard = (await bare.evaluate('window.heard')) as Record<string, number>;
  const shown = (await page.evaluate('window.topShown')) as [seen: number, atMs: number][];
  const longestTaskMs = (await page.evaluate('window.longestTask')) as number;
  const heapGrowthMiB = ((await heapBytes(page)) - heapBefore) / 1024 ** 2;
  const behindMs = [...madeAtMs.keys()].flatMap((n) => {
    const [, shownMs] = shown.find(([seen]) => seen >= n) ?? [];
    const heardMs = heard[prefix + n];
    return shownMs === undefined || heardMs === undefined ? [] : [Math.max(0, shownMs - heardMs)];
  });
  // By then the page has settled what slid out of its window.
  await sleep(settledMs);
  const listed = await listAll(page, first);
  const missed = [...madeAtMs.keys()].filter((n) => !listed.has(n)).length;
  const repeated = [...listed.values()].filter((times) => times > 1).length;
  const made = end - first;
  return { perSecond, made, missed, repeated, behindMs, longestTaskMs, heapGrowthMiB, errors };
}

interface MakeOptions extends Pick<LoadOptions, 'db' | 'sample'> {
  first: number;
  perSecond: number;
  forMs: number;
}

/** Each is made, runs for a moment and is completed. */
async function make({ db, sample, first, perSecond, forMs }: MakeOptions) {
  const madeAtMs = new Map<number, number>();
  const writes = new Set<Promise<unknown>>();
  const startMs = Date.now();
  let next = first;
  while (Date.now() - startMs < forMs) {
    const due = first + Math.floor(((Date.now() - startMs) * perSecond) / SECOND_MS);
    for (; next < due; next++) {
      madeAtMs.set(next, Date.now());
      const write = makeOne({ db, sample, n: next }).finally(() => writes.delete(write));
      writes.add(write);
    }
    await sleep(5);
  }
  await Promise.all(writes);
  return { madeAtMs, next };
}

async function makeOne({ db, sample, n }: { db: Firestore; sample: DocumentData; n: number }): Promise<void> {
  const createdAt = new Date();
  const reference = activityAt(db, n);
  await reference.set({
    ...sample,
    requestId: requestIdOf(n),
    createdAt,
    startedAt: createdAt,
    status: 'processing',
    shard: n % ACTIVITY_SHARDS,
    promptPreview: prefix + n,
  });
  await sleep(runningMs);
  await reference.update({ status: 'completed', endedAt: new Date() });
}

function activityAt(db: Firestore, n: number): DocumentReference {
  return db.collection(collections.activities).doc(`demo-creator_${requestIdOf(n)}`);
}

function requestIdOf(n: number): string {
  return `load-${String(n).padStart(8, '0')}`;
}

async function removeAll(db: Firestore, numbers: Iterable<number>): Promise<void> {
  const batch = db.batch();
  for (const n of numbers) batch.delete(activityAt(db, n));
  await batch.commit();
}

async function keepsUp(bare: Page, madeAtMs: ReadonlyMap<number, number>): Promise<boolean> {
  const heard = (await bare.evaluate('window.heard')) as Record<string, number>;
  const delays = [...madeAtMs].map(([n, atMs]) => (heard[prefix + n] ?? Number.POSITIVE_INFINITY) - atMs);
  const sorted = delays.sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * 0.95)] ?? Number.POSITIVE_INFINITY) < keepsUpMs;
}

/** Notes when the newest row was painted, and how long the longest task took. */
const watchTop = `
window.topShown = [];
window.longestTask = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
}).observe({ type: 'longtask' });
let isAsked = false;
let top = -1;
const look = () => {
  isAsked = false;
  const label = document.querySelector('tr button[aria-label^="Details: ${prefix}"]')?.getAttribute('aria-label');
  const seen = label ? Number(label.slice('Details: ${prefix}'.length)) : -1;
  if (seen <= top) return;
  top = seen;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => window.topShown.push([seen, Date.now()]);
  port2.postMessage(null);
};
new MutationObserver(() => {
  if (!isAsked) requestAnimationFrame(look);
  isAsked = true;
}).observe(document.body, { subtree: true, childList: true });`;

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Goes down the list to the first request, loading older ones, and counts how often each request is in it. */
async function listAll(page: Page, first: number): Promise<Map<number, number>> {
  const listed = (await page.evaluate(`(async () => {
    const places = {};
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    for (let still = 0; still < 40; ) {
      for (const button of document.querySelectorAll('tr button[aria-label^="Details: ${prefix}"]')) {
        const n = button.getAttribute('aria-label').slice('Details: ${prefix}'.length);
        (places[n] ??= new Set()).add(button.closest('tr').getAttribute('aria-rowindex'));
      }
      const before = scrollY;
      scrollBy(0, innerHeight / 2);
      await painted();
      if (scrollY > before) { still = 0; continue; }
      if (places[${first}]) break;
      [...document.querySelectorAll('button')].find((one) => one.textContent.includes('Load older'))?.click();
      still += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return Object.entries(places).map(([n, rows]) => [Number(n), rows.size]);
  })()`)) as [number, number][];
  return new Map(listed);
}
