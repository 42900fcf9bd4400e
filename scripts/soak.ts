/**
 * `npm run soak -- [TIMES] [--seed N]`: the randomized tests on TIMES (10) times as many inputs as in `npm test`, and on
 * other ones each time. The seed is printed: with it a failure comes back.
 */
import { randomInt } from 'node:crypto';
import { stopSignal } from './stack/signals.ts';
import { fail, Problem, readArguments, say } from './stack/terminal.ts';
import { type PartName, TestRun } from './testing/parts.ts';
import { sum, type Tally } from './testing/tally.ts';

const parts: readonly PartName[] = ['unit', 'emulator'];

try {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: { seed: { type: 'string' } },
  });
  const times = wholeNumber(positionals[0] ?? '10', 'TIMES');
  const seed = values.seed ? wholeNumber(values.seed, '--seed') : randomInt(2 ** 31);
  process.env.FIREMETER_SOAK = String(times);
  process.env.FIREMETER_SEED = String(seed);
  say(`${times} times as many inputs, seed ${seed}`);
  const { passed, failed } = await runParts();
  say(`\nSame inputs again: npm run soak -- ${times} --seed ${seed}`);
  say(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  if (stopSignal.aborted) process.exitCode = 130;
  else fail(error);
}

async function runParts(): Promise<Tally> {
  const run = new TestRun(stopSignal);
  const tallies: Tally[] = [];
  try {
    for (const part of parts) tallies.push(await run.run(part));
  } finally {
    await run.stop();
  }
  return sum(tallies);
}

function wholeNumber(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Problem(`${name} is a whole number, 1 or more.`);
  return number;
}
