import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { chromiumOptions } from '../../testing/chromium.ts';
import { median } from '../load.ts';
import { resolverArgument } from './compressed.ts';

export interface Scores {
  performance: number;
  accessibility: number;
  bestPractices: number;
}

interface AuditOptions {
  address: string;
  /** Signs in with a demo button of this name first. */
  as?: string;
  runs: number;
  signal: AbortSignal;
  onRun: (run: number) => void;
}

/** Returns the median of Lighthouse's scores, 0 to 100, for a phone on its slow network and processor. */
export async function scoresOf(options: AuditOptions): Promise<Scores> {
  const { address, as, runs, signal, onRun } = options;
  const profile = await mkdtemp(join(tmpdir(), 'firemeter-lighthouse-'));
  const port = await freePort();
  const browser = await chromium.launchPersistentContext(profile, {
    ...chromiumOptions(resolverArgument, `--remote-debugging-port=${port}`),
  });
  try {
    if (as) {
      const page = await browser.newPage();
      await page.goto(new URL('/sign-in', address).href);
      await page.getByRole('button', { name: `Sign in as ${as}` }).click();
      await page.getByTestId('available-credits').waitFor({ state: 'attached' });
      await page.close();
    }
    const all: Scores[] = [];
    for (let run = 1; run <= runs; run++) {
      signal.throwIfAborted();
      onRun(run);
      all.push(await audit(address, port));
    }
    const middle = (name: keyof Scores) => median(all.map((scores) => scores[name]));
    return {
      performance: middle('performance'),
      accessibility: middle('accessibility'),
      bestPractices: middle('bestPractices'),
    };
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function audit(address: string, port: number): Promise<Scores> {
  const result = await lighthouse(address, {
    port,
    output: 'json',
    logLevel: 'error',
    // A page that listens to the store is never without a request.
    maxWaitForLoad: 15_000,
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    // The sign-in lies in the browser's storage.
    disableStorageReset: true,
  });
  const scoreOf = (category: string) => Math.round((result?.lhr.categories[category]?.score ?? 0) * 100);
  return {
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    bestPractices: scoreOf('best-practices'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
