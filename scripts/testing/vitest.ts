import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, root } from '../stack/paths.ts';
import { runInForeground } from '../stack/processes.ts';
import { honest, type Tally } from './tally.ts';

interface VitestRun {
  /** A project of vitest.config.ts. */
  project: string;
  env?: Record<string, string>;
  /** How many files run at once; absent: one for each core. */
  workers?: number;
  signal: AbortSignal;
}

/** Runs one Vitest project in the terminal and counts its tests. */
export async function runVitest({
  project,
  env = {},
  workers = availableParallelism(),
  signal,
}: VitestRun): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'firemeter-vitest-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    // Vitest would leave a core to itself, which it hardly uses.
    const args = ['run', '--project', project, '--maxWorkers', String(workers), ...reporters];
    const code = await runInForeground(bin('vitest'), args, {
      cwd: root,
      env: { ...process.env, ...env },
      signal,
    });
    signal.throwIfAborted();
    return honest(await countsOf(report), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function countsOf(report: string): Promise<Tally> {
  const text = await readFile(report, 'utf8').catch(() => '{}');
  const { numPassedTests = 0, numFailedTests = 0 } = JSON.parse(text);
  return { passed: numPassedTests, failed: numFailedTests };
}
