import { bin, root } from '../../stack/paths.ts';
import { runToEnd } from '../../stack/processes.ts';
import { dim, Problem, say, step } from '../../stack/terminal.ts';
import type { Tally } from '../tally.ts';
import { assertImportDirections } from './import-directions.ts';
import { assertLockfiles } from './lockfiles.ts';
import { assertMessages } from './messages.ts';
import { assertPersonalData } from './personal-data.ts';
import { assertNoRetiredWords } from './retired-words.ts';
import { assertStaffMatrix } from './staff-matrix.ts';

interface Check {
  name: string;
  run: (signal: AbortSignal) => Promise<void>;
}

const checks: readonly Check[] = [
  { name: 'Types of functions', run: command('tsc', '-p', 'functions') },
  { name: 'Types of web', run: command('tsc', '-p', 'web') },
  { name: 'Types of scripts', run: command('tsc', '-p', 'scripts') },
  { name: 'Format and lint', run: command('biome', 'check', '--error-on-warnings') },
  { name: 'Import directions', run: assertImportDirections },
  { name: 'Unused files, exports and dependencies', run: command('knip') },
  { name: 'Retired words in names', run: assertNoRetiredWords },
  { name: 'Texts of the interface', run: assertMessages },
  { name: 'Personal data', run: assertPersonalData },
  { name: 'Roles of staff', run: assertStaffMatrix },
  {
    name: 'Spelling',
    run: command(
      'cspell',
      'lint',
      '--no-progress',
      '--cache',
      '--cache-location',
      'node_modules/.cache/cspell',
      '.',
    ),
  },
  { name: 'Lockfiles', run: assertLockfiles },
];

/** Most of them use one core. */
const AT_ONCE = 2;

/** What can be said without running anything. */
export async function runStaticChecks(signal: AbortSignal): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0 };
  const left = [...checks];
  const runOne = async ({ name, run }: Check) => {
    try {
      await step(name, () => run(signal));
      tally.passed++;
    } catch (error) {
      signal.throwIfAborted();
      say(error instanceof Problem ? error.message : String(error));
      tally.failed++;
    }
  };
  const runLeft = async () => {
    for (let check = left.shift(); check; check = left.shift()) await runOne(check);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runLeft));
  return tally;
}

function command(name: string, ...args: string[]): Check['run'] {
  return async (signal) => {
    const { code, output } = await runToEnd(bin(name), args, { cwd: root, signal });
    if (code !== 0) throw new Problem(`${output.trim()}\n${dim(`(${name} ${args.join(' ')})`)}`);
  };
}
