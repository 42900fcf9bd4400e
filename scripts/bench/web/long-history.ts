import { setTimeout as sleep } from 'node:timers/promises';
import { ACTIVITY_SHARDS, collections, MICROS_PER_CREDIT, SECOND_MS } from '@firemeter/functions/contract';
import type { Page } from '@playwright/test';
import type { Firestore } from 'firebase-admin/firestore';
import { framesOf, heapBytes, watchFrames } from '../frames.ts';

const accountId = 'demo-creator';
const prefix = 'usage-long-history-';
/** So many rows are scrolled through, down and up again. */
const scrolled = 1_500;

export interface LongHistory {
  firstRowsMs: number;
  framesMs: number[];
  /** From once down and up to the second time. */
  heapGrowthMiB: number;
}

/** Stores so many charges of one account. */
export async function storeMovements(db: Firestore, count: number): Promise<void> {
  const { docs } = await db
    .collection(collections.ledger)
    .where('accountId', '==', accountId)
    .where('kind', '==', 'usage')
    .limit(1)
    .get();
  const [sample] = docs;
  if (!sample) throw new Error('Nothing was charged yet: there is no movement to copy.');
  const writer = db.bulkWriter();
  const nowMs = Date.now();
  for (let n = 0; n < count; n++) {
    void writer.set(db.collection(collections.ledger).doc(`${prefix}${String(n).padStart(6, '0')}`), {
      ...sample.data(),
      activityId: `${prefix}${n}`,
      createdAt: new Date(nowMs - (n + 1) * 60 * SECOND_MS),
      shard: n % ACTIVITY_SHARDS,
      totalMicros: -MICROS_PER_CREDIT,
    });
  }
  await writer.close();
}

/** Opens the history of an account with many movements and scrolls through it. */
export async function scrollHistory(page: Page): Promise<LongHistory> {
  const firstRowsMs = await untilRows(page);
  await watchFrames(page);
  const framesMs: number[] = [];
  const round = async () => {
    await scrollTo(page, 'down');
    await scrollTo(page, 'up');
    framesMs.push(...(await framesOf(page)).framesMs);
    return heapBytes(page);
  };
  const once = await round();
  const twice = await round();
  return { firstRowsMs, framesMs, heapGrowthMiB: (twice - once) / 1024 ** 2 };
}

/** Returns the time from the first movements that the store sends to the frame in which their rows are painted. */
async function untilRows(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const listens = new Set<string>();
  let aheadMs = 0;
  let sentMs: number | undefined;
  session.on('Network.requestWillBeSent', ({ requestId, request, wallTime, timestamp }) => {
    aheadMs = (wallTime - timestamp) * SECOND_MS;
    if (request.url.includes('/Listen/channel')) listens.add(requestId);
  });
  session.on('Network.dataReceived', ({ requestId, timestamp, dataLength }) => {
    // A page of movements; what else the page listens to is small.
    if (listens.has(requestId) && dataLength > 10_000) sentMs ??= timestamp * SECOND_MS + aheadMs;
  });
  await page.addInitScript(`
    const observer = new MutationObserver(() => {
      if (!document.querySelector('tr[data-index] td, tr[data-index] button')) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { window.rowsAtMs = Date.now(); };
        port2.postMessage(null);
      });
    });
    observer.observe(document, { childList: true, subtree: true });`);
  await page.goto(new URL('/history?view=credits', page.url()).href);
  // The policy of the page lets nothing be evaluated from within, so it is asked from outside.
  let rowsAtMs: number | undefined;
  while (rowsAtMs === undefined) {
    rowsAtMs = (await page.evaluate('window.rowsAtMs')) as number | undefined;
    await sleep(100);
  }
  await session.detach();
  if (sentMs === undefined) throw new Error('No movements were heard of.');
  return rowsAtMs - sentMs;
}

/** Scrolls as a finger would, a part of the screen in each frame, until the row is reached or the page ends. */
async function scrollTo(page: Page, direction: 'down' | 'up'): Promise<void> {
  const isThere =
    direction === 'down'
      ? `Number(document.querySelector('tbody').lastElementChild?.dataset.index) >= ${scrolled}`
      : 'window.scrollY <= 0';
  await page.evaluate(`new Promise((resolve) => {
    requestAnimationFrame(function next() {
      if (${isThere}) return resolve();
      window.scrollBy(0, ${direction === 'down' ? 80 : -80});
      requestAnimationFrame(next);
    });
  })`);
}
