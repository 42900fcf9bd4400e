import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, root } from '../stack/paths.ts';
import { runInForeground } from '../stack/processes.ts';
import { honest, type Tally } from './tally.ts';

interface PlaywrightRun {
  /** Where the app is. */
  address: string;
  env: Record<string, string>;
  /** Which part of the tests: `1/2` is the first half of their files. */
  shard?: string | undefined;
  /** Of this run alone: what failed in another one stays to be looked at. */
  outputFolder: string;
  signal: AbortSignal;
}

/** Runs the Chromium tests against a running stack and counts them. */
export async function runPlaywright(run: PlaywrightRun): Promise<Tally> {
  const { address, env, shard, outputFolder, signal } = run;
  const folder = await mkdtemp(join(tmpdir(), 'firemeter-playwright-'));
  const report = join(folder, 'report.json');
  try {
    const args = ['test', '--reporter=list,json', '--output', outputFolder];
    if (shard) args.push('--shard', shard);
    const code = await runInForeground(bin('playwright'), args, {
      cwd: root,
      env: {
        ...process.env,
        ...env,
        FIREMETER_URL: address,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        // Whole lines, because two runs print at once.
        PLAYWRIGHT_FORCE_TTY: '0',
      },
      signal,
    });
    signal.throwIfAborted();
    return honest(await countsOf(report), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A test that passed only when tried again counts as failed. */
async function countsOf(report: string): Promise<Tally> {
  const text = await readFile(report, 'utf8').catch(() => '{}');
  const { expected = 0, unexpected = 0, flaky = 0 } = JSON.parse(text).stats ?? {};
  return { passed: expected, failed: unexpected + flaky };
}
