import { setTimeout as sleep } from 'node:timers/promises';
import { ACTIVITY_SHARDS, collections, SECOND_MS } from '@firemeter/functions/contract';
import type { Page } from '@playwright/test';
import type { DocumentData, DocumentReference, Firestore } from 'firebase-admin/firestore';
import { heapBytes } from '../frames.ts';
import { quantile } from '../load.ts';

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
  missed: number;
  repeated: number;
  /** From the bare listener to the painted page. */
  behindMs: number[];
  longestTaskMs: number;
  /** Beyond the bare listener's: the SDK keeps the text of its connection until it opens the next one. */
  heapGrowthMiB: number;
  errors: number;
}

/** The rates that are tried, for as long as the bare listener keeps up. */
const rates = [30, 50, 70, 100] as const;
const trialMs = 5 * SECOND_MS;
const keepsUpMs = 200;
const runningMs = 500;
/** By then everything has arrived, the page has read once more what slid out of its window, and the list was looked at. */
const settledMs = 12 * SECOND_MS;
/** From one commit to the next. */
const commitMs = 50;
/**
 * So many requests stay in the store, more than the page's window holds. The emulator has no indexes: it evaluates a
 * listener anew over the whole collection on each write, so it would be the collection's size that is measured.
 */
const kept = 250;

const prefix = 'Under load ';

/** Makes activities as fast as a bare listener can hear of them, and looks at what the live page makes of it. */
export async function underLoad(options: LoadOptions): Promise<UnderLoad> {
  const { page, bare, loadMs, onRate } = options;
  let errors = 0;
  page.on('pageerror', () => errors++);
  await page.evaluate(watchTop);
  const requests = new Requests(options);
  let perSecond: number = rates[0];
  for (const rate of rates) {
    onRate(rate);
    if (!(await keepsUp(bare, await requests.make({ perSecond: rate, forMs: trialMs })))) break;
    perSecond = rate;
  }
  onRate(perSecond);
  // What the last trial left behind is not of this load.
  await sleep(settledMs);
  const [heapBefore, bareBefore] = [await heapBytes(page), await heapBytes(bare)];
  await page.evaluate('window.longestTask = 0');
  const madeAtMs = await requests.make({ perSecond, forMs: loadMs });
  const heard = (await bare.evaluate('window.heard')) as Record<string, number>;
  await sleep(settledMs);
  const { tops, rows } = (await page.evaluate('window.shown')) as Shown;
  const longestTaskMs = (await page.evaluate('window.longestTask')) as number;
  const bareGrowth = (await heapBytes(bare)) - bareBefore;
  const heapGrowthMiB = ((await heapBytes(page)) - heapBefore - bareGrowth) / 1024 ** 2;
  const behindMs = [...madeAtMs.keys()].flatMap((n) => {
    const [, shownMs] = tops.find(([top]) => top >= n) ?? [];
    const heardMs = heard[prefix + n];
    return shownMs === undefined || heardMs === undefined ? [] : [Math.max(0, shownMs - heardMs)];
  });
  const missed = [...madeAtMs.keys()].filter((n) => !(n in rows)).length;
  const repeated = Object.values(rows).filter((times) => times > 1).length;
  return { perSecond, missed, repeated, behindMs, longestTaskMs, heapGrowthMiB, errors };
}

interface Shown {
  /** When a request was first the newest that is painted. */
  tops: [request: number, atMs: number][];
  /** The most rows that the list had of each request. */
  rows: Record<number, number>;
}

/**
 * Requests that are made, run for a moment, are completed and later removed. They are written as an account's lane
 * writes them: one commit after the other, each with all that has come up since the one before.
 */
class Requests {
  readonly #db: Firestore;
  readonly #sample: DocumentData;
  #next = 0;
  #running = 0;
  /** Of those that are in the store. */
  #oldest = 0;

  constructor({ db, sample }: Pick<LoadOptions, 'db' | 'sample'>) {
    this.#db = db;
    this.#sample = sample;
  }

  /** @returns when each was made */
  async make({ perSecond, forMs }: { perSecond: number; forMs: number }): Promise<Map<number, number>> {
    const madeAtMs = new Map<number, number>();
    const startMs = Date.now();
    const first = this.#next;
    const end = first + Math.floor((forMs * perSecond) / SECOND_MS);
    while (this.#running < end) {
      const nowMs = Date.now();
      const batch = this.#db.batch();
      const due = Math.min(end, first + Math.floor(((nowMs - startMs) * perSecond) / SECOND_MS));
      for (; this.#next < due; this.#next++) {
        madeAtMs.set(this.#next, nowMs);
        batch.set(this.#at(this.#next), this.#begun(this.#next));
      }
      for (; (madeAtMs.get(this.#running) ?? nowMs) <= nowMs - runningMs; this.#running++) {
        batch.update(this.#at(this.#running), { status: 'completed', endedAt: new Date(nowMs) });
      }
      for (; this.#oldest < this.#running - kept; this.#oldest++) batch.delete(this.#at(this.#oldest));
      await Promise.all([batch.commit(), sleep(commitMs)]);
    }
    return madeAtMs;
  }

  #begun(n: number): DocumentData {
    const createdAt = new Date();
    return {
      ...this.#sample,
      requestId: requestIdOf(n),
      createdAt,
      startedAt: createdAt,
      status: 'processing',
      shard: n % ACTIVITY_SHARDS,
      promptPreview: prefix + n,
    };
  }

  #at(n: number): DocumentReference {
    return this.#db.collection(collections.activities).doc(`demo-creator_${requestIdOf(n)}`);
  }
}

function requestIdOf(n: number): string {
  return `load-${String(n).padStart(8, '0')}`;
}

async function keepsUp(bare: Page, madeAtMs: ReadonlyMap<number, number>): Promise<boolean> {
  const heard = (await bare.evaluate('window.heard')) as Record<string, number>;
  const delays = [...madeAtMs].map(([n, atMs]) => (heard[prefix + n] ?? Number.POSITIVE_INFINITY) - atMs);
  return quantile(delays, 0.95) < keepsUpMs;
}

/**
 * Notes when the newest row was painted, how long the longest task took and, every second, what the list has: React's
 * own record of it, as only rows in sight are in the document.
 */
const watchTop = `
window.shown = { tops: [], rows: {} };
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
  port1.onmessage = () => window.shown.tops.push([seen, Date.now()]);
  port2.postMessage(null);
};
new MutationObserver(() => {
  if (!isAsked) requestAnimationFrame(look);
  isAsked = true;
}).observe(document.body, { subtree: true, childList: true });
setInterval(() => {
  const table = document.querySelector('tbody');
  let fiber = table?.[Object.keys(table).find((key) => key.startsWith('__reactFiber$'))];
  while (fiber && !fiber.memoizedProps?.rows) fiber = fiber.return;
  const found = {};
  for (const { value } of fiber?.memoizedProps.rows ?? []) {
    if (!value.promptPreview.startsWith('${prefix}')) continue;
    const n = Number(value.promptPreview.slice('${prefix}'.length));
    found[n] = (found[n] ?? 0) + 1;
  }
  const { rows } = window.shown;
  for (const [n, times] of Object.entries(found)) rows[n] = Math.max(rows[n] ?? 0, times);
}, 1_000);`;
