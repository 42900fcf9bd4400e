/** `npm test`: everything. `npm test -- PART …`: one or several parts. */
import { stopSignal } from './stack/signals.ts';
import { bold, fail, Problem, readArguments, say } from './stack/terminal.ts';
import { type PartName, partNames, TestRun } from './testing/parts.ts';
import { sum, type Tally } from './testing/tally.ts';

const interrupted = 130;

try {
  const parts = chosenParts();
  const tallies = await runParts(parts);
  summarize(tallies);
} catch (error) {
  if (stopSignal.aborted) process.exitCode = interrupted;
  else fail(error);
}

function chosenParts(): readonly PartName[] {
  const { positionals } = readArguments({ allowPositionals: true });
  const unknown = positionals.find((name) => !partNames.some((part) => part === name));
  if (unknown) throw new Problem(`There is no part "${unknown}". Parts: ${partNames.join(', ')}.`);
  return positionals.length === 0 ? partNames : partNames.filter((part) => positionals.includes(part));
}

async function runParts(parts: readonly PartName[]): Promise<Map<PartName, Tally>> {
  const run = new TestRun(stopSignal);
  const tallies = new Map<PartName, Tally>();
  try {
    for (const part of parts) {
      say(`\n${bold(part)}`);
      tallies.set(part, await runOne(run, part));
    }
  } finally {
    await run.stop();
  }
  return tallies;
}

/** A part that could not even start is one failure; the others still run. */
async function runOne(run: TestRun, part: PartName): Promise<Tally> {
  try {
    return await run.run(part);
  } catch (error) {
    stopSignal.throwIfAborted();
    fail(error);
    return { passed: 0, failed: 1 };
  }
}

/** The last line is the sum, alone and in this form, for whoever reads it by machine. */
function summarize(tallies: Map<PartName, Tally>): void {
  const total = sum([...tallies.values()]);
  say();
  for (const [part, { passed, failed }] of tallies)
    say(`${part.padEnd(10)} ${passed} passed, ${failed} failed`);
  say(`\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
}
