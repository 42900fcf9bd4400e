import { randomUUIDv7 } from 'node:crypto';
import {
  CATALOG_CONFIG,
  collections,
  creditsToMicros,
  type PublishedCatalog,
  quote,
} from '@firemeter/functions/contract';
import type { Browser, Page } from '@playwright/test';
import type { Firestore } from 'firebase-admin/firestore';
import { DemoClient } from '../../stack/local/demo-client.ts';
import { demoPassword } from '../../stack/seed.ts';
import type { Stack } from '../../stack/stack.ts';
import { firestoreAt } from '../arms/firestore.ts';
import { hasChromium, openBrowser, openSignedIn } from '../browser.ts';
import { atLeast, atMost, below, exactly, type Figure, type Part, type Target } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { openBarePage } from '../live/bare-page.ts';
import { listen } from '../live/listen.ts';
import { newPrices } from '../live/new-prices.ts';
import { type UnderLoad, underLoad } from '../live/under-load.ts';
import { watchRows } from '../live/watch-rows.ts';
import { median, quantile } from '../load.ts';
import { startedStack } from '../started-stack.ts';

const title = "From a commit to the row on another browser's screen";
const boundMs = 1_000;
const operation = 'image';
const model = 'nano-banana';
const quantity = { images: 1 } as const;
/** Two, so that neither meets the hourly limit. */
const creators = ['creator@demo.firemeter', 'second@demo.firemeter'];
const admin = { email: 'admin@demo.firemeter', name: 'Ada Admin' };

type Change = 'begins' | 'ends';
interface Delay {
  readonly change: Change;
  readonly screenMs: number;
  readonly listenerMs: number;
}

/** Everything as `npm start` runs it; one creates, an admin's page shows it, a bare listener hears the same. */
export async function live({ lab, progress }: Bench): Promise<Part> {
  if (!hasChromium()) {
    progress.note('skipped: no Chromium');
    return skipped;
  }
  await using stack = await startedStack(lab);
  await using opened = new AsyncDisposableStack();
  const db = opened.adopt(firestoreAt(stack.env.FIRESTORE_EMULATOR_HOST), (client) => client.terminate());
  const running: Running = { stack, db, client: new DemoClient(stack.ports, demoPassword) };
  const delays = await changesOneByOne(running, { lab, progress });
  progress.note('new prices');
  const pricesMs = await pricesInStudio(running, lab.size.prices);
  const slowestPriceMs = Math.max(...pricesMs);
  const load = await pageUnderLoad(running, { lab, progress });
  return {
    name: 'live',
    title,
    figures: [
      ...figuresOf('a new request', 'begins', delays),
      ...figuresOf('its end', 'ends', delays),
      { what: 'a new price in an open studio, median', unit: 'ms', values: { Firemeter: median(pricesMs) } },
      {
        what: 'a new price in an open studio, at most',
        unit: 'ms',
        values: { Firemeter: slowestPriceMs },
        target: below(boundMs, slowestPriceMs, 'ms'),
      },
      ...figuresUnder(load),
    ],
    notes: [
      `${lab.size.commits} requests, one after the other, through the callables under the Functions emulator; the admin's page is the built app in Chromium, with everything it shows beside the table. From the commit's time, by the store's clock, to the first frame painted with the row or its new status; every clock is this machine's.`,
      "Under load: requests that are made, run for half a second and are completed, for a minute, at the highest of 30, 50, 70 and 100 a second at which a page that only listens, with the browser's SDK in a browser of its own, hears 95 of 100 within 200 ms. They are written as an account's lane writes them, in one commit after the other. The newest 250 stay in the store: the emulator has no indexes and evaluates each listener anew over the whole collection. A request counts as shown once a frame is painted whose newest row is it or a newer one, and as missed when the list, looked at every second, never has it.",
      "The bare listener in Node is its SDK on the same query in the same run: what the store takes to tell anyone. It speaks gRPC, the browser's SDK HTTP.",
    ],
  };
}

interface Running {
  readonly stack: Stack;
  readonly db: Firestore;
  readonly client: DemoClient;
}

/** Makes and completes requests, one after the other, before an open live page and a bare listener. */
async function changesOneByOne(
  { stack, db, client }: Running,
  { lab, progress }: Pick<Bench, 'lab' | 'progress'>,
): Promise<Delay[]> {
  await using browser = await openBrowser();
  const page = await livePage(browser, stack.address);
  using listening = await listen(db);
  const screen = await watchRows(page);
  const shown = await shownPrice(db);
  for (const email of creators) await giveCredits(client, email);
  const delays: Delay[] = [];
  const seen = async (change: Change, row: string) => {
    const [atMs, arrival] = await Promise.all([screen.of(row), listening.arrivals.of(row)]);
    const { committedMs } = arrival;
    delays.push({ change, screenMs: atMs - committedMs, listenerMs: arrival.atMs - committedMs });
  };
  for (let round = 0; round <= lab.size.commits; round++) {
    lab.signal.throwIfAborted();
    progress.note(`commit ${round} of ${lab.size.commits}`);
    const as = creators[round % creators.length] ?? '';
    const requestId = randomUUIDv7();
    const prompt = `Seen at once ${round}`;
    const request = { requestId, operation, model, quantity, prompt, ...shown };
    await client.call('validateAndDeductCredits', { as, request });
    await seen('begins', `${prompt}: pending`);
    await client.call('updateAIActivityStatus', { as, request: { requestId, status: 'completed' } });
    await seen('ends', `${prompt}: completed`);
    if (round === 0) delays.length = 0;
  }
  return delays;
}

async function pricesInStudio({ stack, db, client }: Running, rounds: number): Promise<number[]> {
  await using browser = await openBrowser();
  const page = await openSignedIn(browser, stack.address, 'Mia Creator');
  return await newPrices({ page, db, client, admin: admin.email, operation, model, rounds });
}

/** Opens the two pages in a browser each: Chromium paints a page that is behind another one once a second. */
async function pageUnderLoad(
  { stack, db }: Running,
  { lab, progress }: Pick<Bench, 'lab' | 'progress'>,
): Promise<UnderLoad> {
  await using browser = await openBrowser();
  await using bareBrowser = await openBrowser();
  const page = await livePage(browser, stack.address);
  const { email } = admin;
  const bare = await openBarePage({
    browser: bareBrowser,
    ports: stack.ports,
    email,
    password: demoPassword,
  });
  const [made] = (await db.collection(collections.activities).limit(1).get()).docs;
  return await underLoad({
    db,
    page,
    bare,
    sample: made?.data() ?? {},
    loadMs: lab.size.loadMs,
    onRate: (perSecond) => progress.note(`${perSecond} requests a second`),
  });
}

const skipped: Part = {
  name: 'live',
  title,
  figures: [
    {
      what: 'a new request, 95 of 100',
      unit: 'ms',
      values: {},
      target: { text: `< ${boundMs} ms`, isMet: null },
    },
  ],
  notes: ['Skipped: there is no Chromium here. `npm run bench -- --install` installs one.'],
};

function figuresOf(what: string, change: Change, all: readonly Delay[]): Figure[] {
  const delays = all.filter((delay) => delay.change === change);
  const screenMs = delays.map((delay) => delay.screenMs);
  const listenerMs = delays.map((delay) => delay.listenerMs);
  const slowMs = quantile(screenMs, 0.95);
  const row = (whose: string, unit: Figure['unit'], value: number): Figure => ({
    what: `${what}, ${whose}`,
    unit,
    values: { Firemeter: value },
  });
  return [
    row('median', 'ms', median(screenMs)),
    { ...row('95 of 100', 'ms', slowMs), target: below(boundMs, slowMs, 'ms') },
    row('to a bare listener in Node, median', 'ms', median(listenerMs)),
    row('to a bare listener in Node, 95 of 100', 'ms', quantile(listenerMs, 0.95)),
    row('the page over a bare listener', 'ratio', median(screenMs) / median(listenerMs)),
  ];
}

function figuresUnder(load: UnderLoad): Figure[] {
  const { perSecond, missed, repeated, behindMs, longestTaskMs, heapGrowthMiB, errors } = load;
  const row = (what: string, unit: Figure['unit'], value: number, target: Target): Figure => ({
    what: `under load, ${what}`,
    unit,
    values: { Firemeter: value },
    target,
  });
  const [middleMs, slowMs] = [median(behindMs), quantile(behindMs, 0.95)];
  return [
    row('requests a second', 'per-second', perSecond, atLeast(30, perSecond, 'per-second')),
    row('requests missed in the list', 'count', missed, exactly(0, missed)),
    row('requests repeated in the list', 'count', repeated, exactly(0, repeated)),
    row('the page behind a bare listener, median', 'ms', middleMs, atMost(100, middleMs, 'ms')),
    row('the page behind a bare listener, 95 of 100', 'ms', slowMs, atMost(250, slowMs, 'ms')),
    row('longest task of the page', 'ms', longestTaskMs, atMost(200, longestTaskMs, 'ms')),
    row("growth of its heap beyond a bare listener's", 'MiB', heapGrowthMiB, atMost(5, heapGrowthMiB, 'MiB')),
    row('errors of the page', 'count', errors, exactly(0, errors)),
  ];
}

async function livePage(browser: Browser, address: string): Promise<Page> {
  const page = await openSignedIn(browser, address, admin.name);
  await page.getByRole('link', { name: 'Live AI' }).click();
  await page.getByRole('status', { name: 'Connection: Live' }).waitFor();
  return page;
}

async function shownPrice(db: Firestore): Promise<{ shownPriceMicros: number; catalogVersion: number }> {
  const snapshot = await db.collection(collections.config).doc(CATALOG_CONFIG).get();
  const { catalog, version } = snapshot.data() as PublishedCatalog;
  const { priceMicros } = quote(catalog, { operation, model, quantity });
  return { shownPriceMicros: priceMicros, catalogVersion: version };
}

async function giveCredits(client: DemoClient, email: string): Promise<void> {
  await client.call('grantCreditsToUser', {
    as: admin.email,
    request: {
      requestId: randomUUIDv7(),
      to: { email },
      amountMicros: creditsToMicros(1_000),
      source: 'bonus',
      expiresAtMs: null,
      reason: 'To be spent while it is measured',
    },
  });
}
