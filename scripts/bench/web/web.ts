import { firestoreAt } from '../arms/firestore.ts';
import { hasChromium, openBrowser, openSignedIn } from '../browser.ts';
import { atLeast, atMost, type Figure, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { quantile } from '../load.ts';
import { startedStack } from '../started-stack.ts';
import { chatUnderLoad } from './busy-chat.ts';
import { resolverArgument, serveCompressed } from './compressed.ts';
import { type Scores, scoresOf } from './lighthouse.ts';
import { type LongHistory, scrollHistory, storeMovements } from './long-history.ts';
import { makeImage } from './make-image.ts';

const title = 'The web app on a phone, with much history, and while it streams';
const creator = 'Mia Creator';
const pages = [
  { what: 'sign-in', path: '/sign-in', as: undefined, performance: 90 },
  { what: 'studio', path: '/', as: creator, performance: 75 },
  { what: 'dashboard', path: '/dashboard', as: creator, performance: 75 },
  { what: 'history', path: '/history', as: creator, performance: 75 },
] as const;

/** Measures the built app, compressed as Hosting sends it, in Chromium. */
export async function web({ lab, progress }: Bench): Promise<Part> {
  if (!hasChromium()) {
    progress.note('skipped: no Chromium');
    return { name: 'web', title, figures: [], notes: ['Skipped: there is no Chromium here.'] };
  }
  await using stack = await startedStack(lab);
  await using served = await serveCompressed(stack.ports);
  const figures: Figure[] = [];
  for (const { what, path, as, performance } of pages) {
    const scores = await scoresOf({
      address: new URL(path, served.address).href,
      ...(as && { as }),
      runs: lab.size.audits,
      signal: lab.signal,
      onRun: (run) => progress.note(`Lighthouse, ${what}, ${run} of ${lab.size.audits}`),
    });
    figures.push(...figuresOf(what, { scores, performance }));
  }
  await using opened = new AsyncDisposableStack();
  const db = opened.adopt(firestoreAt(stack.env.FIRESTORE_EMULATOR_HOST), (client) => client.terminate());
  await using browser = await openBrowser(resolverArgument);
  const page = await openSignedIn(browser, served.address, creator);
  await makeImage(page);
  progress.note('a chat beside changing rows');
  const longestTaskMs = await chatUnderLoad(page, { db, forMs: lab.size.loadMs / 2 });
  progress.note(`storing ${lab.size.movements.toLocaleString('en')} movements`);
  await storeMovements(db, lab.size.movements);
  progress.note('scrolling through the history');
  const history = await scrollHistory(page);
  return {
    name: 'web',
    title,
    figures: [
      ...figures,
      ...figuresOfHistory(history, lab.size.movements),
      {
        what: 'a chat at 100 words a second beside 50 changing rows a second, longest task',
        unit: 'ms',
        values: { Firemeter: longestTaskMs },
        target: atMost(100, longestTaskMs, 'ms'),
      },
    ],
    notes: [
      `Scores are Lighthouse's, the median of ${lab.size.audits}, for its phone on a slow network, served with Brotli over HTTP/1.1; Firebase Hosting speaks HTTP/2 and 3.`,
      'The history is scrolled 80 pixels a frame, down and up twice. Its heap is measured after each round, so what it holds of the movements it has loaded is not counted, and what it loses would be.',
    ],
  };
}

function figuresOf(what: string, { scores, performance }: { scores: Scores; performance: number }): Figure[] {
  const row = (name: keyof Scores, label: string, bound: number): Figure => ({
    what: `Lighthouse, ${what}, ${label}`,
    unit: 'count',
    values: { Firemeter: scores[name] },
    target: atLeast(bound, scores[name], 'count'),
  });
  return [
    row('performance', 'performance', performance),
    row('accessibility', 'accessibility', 95),
    row('bestPractices', 'best practices', 95),
  ];
}

function figuresOfHistory({ firstRowsMs, framesMs, heapGrowthMiB }: LongHistory, count: number): Figure[] {
  const slowMs = quantile(framesMs, 0.95);
  const row = (what: string, unit: Figure['unit'], value: number, bound: number): Figure => ({
    what: `history of ${count.toLocaleString('en')} movements, ${what}`,
    unit,
    values: { Firemeter: value },
    target: atMost(bound, value, unit),
  });
  return [
    row('from the reply to the first rows', 'ms', firstRowsMs, 300),
    row('95 of 100 frames while scrolling', 'ms', slowMs, 33.4),
    row('growth of its heap while scrolling again', 'MiB', heapGrowthMiB, 1),
  ];
}
