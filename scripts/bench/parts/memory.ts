import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Problem } from '../../stack/terminal.ts';
import { atMost, below, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import type { Measured } from '../processes/memory-process.ts';

const mebibyte = 1024 ** 2;
/** For ten thousand accounts. */
const boundMiB = 64;
/** A heap breathes: less than this between two means is no growth. */
const breathMiB = 1;

/** What the engine keeps in memory, looked at in a process of its own after full garbage collections. */
export async function memory({ lab, progress }: Bench): Promise<Part> {
  const { cachedAccounts: accounts, manyOperations: operations } = lab.size;
  const child = fork(join(import.meta.dirname, '../processes/memory-process.ts'), {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const stop = () => child.kill();
  lab.signal.addEventListener('abort', stop);
  child.send({ address: lab.address, accounts, operations });
  const measured = await new Promise<Measured>((resolve, reject) => {
    child.on('message', (said: { note: string } | { measured: Measured }) => {
      if ('note' in said) progress.note(said.note);
      else resolve(said.measured);
    });
    child.once('exit', () => reject(new Problem('The process that measures memory ended early')));
  });
  lab.signal.removeEventListener('abort', stop);
  child.disconnect();
  await once(child, 'exit');

  const cachedMiB = measured.cachedBytes / mebibyte;
  const growthMiB = measured.growthBytes / mebibyte;
  return {
    name: 'memory',
    title: 'Memory of an instance',
    figures: [
      {
        what: `${measured.cachedAccounts.toLocaleString('en')} cached accounts`,
        unit: 'MiB',
        values: { Firemeter: cachedMiB },
        target: below((boundMiB * accounts) / 10_000, cachedMiB, 'MiB'),
      },
      { what: 'one cached account', unit: 'bytes', values: { Firemeter: measured.cachedBytes / accounts } },
      {
        what: `growth over ${operations.toLocaleString('en')} operations, after warm-up`,
        unit: 'MiB',
        values: { Firemeter: growthMiB },
        target: atMost(breathMiB, growthMiB, 'MiB'),
      },
    ],
    notes: [
      `An account here has three lots, two limit windows of ten entries and 31 search prefixes. Growth compares the mean of the last three looks at the heap with the first three after the warm-up (MiB): ${measured.looks.map((bytes) => (bytes / mebibyte).toFixed(1)).join(', ')}.`,
    ],
  };
}
