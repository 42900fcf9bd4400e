import { relative } from 'node:path';
import { type PresetName, presets } from '@firemeter/functions/contract';
import { assertPortsFree } from './emulators/firebase.ts';
import { root } from './paths.ts';
import { portOffset, portsAt } from './ports.ts';
import { demoPassword, demoPeople } from './seed.ts';
import { stopSignal, untilStopOr } from './signals.ts';
import { buildApp, type Stack, startStack } from './stack.ts';
import { bold, dim, fail, Problem, readArguments, say, step } from './terminal.ts';

const help = `Usage: npm start -- [--port-offset N] [--keep] [--preset NAME]

  --port-offset N   moves every port by N, for a second copy or where a port is taken
  --keep            keeps data between runs (in .emulator-data/); without it every start is fresh
  --preset NAME     sells as one of the products does: ${Object.keys(presets).join(', ')}
`;

/** What `npm start` and `npm run dev` do: start, say where, wait, stop everything. */
export async function serveUntilStopped(mode: 'built' | 'hot'): Promise<void> {
  const startedMs = performance.now();
  try {
    const { wantsHelp, ...choices } = readChoices();
    if (wantsHelp) return say(help);
    let isRunning = false;
    const onLine = (line: string) => {
      if (isRunning && mode === 'hot' && line.trim()) say(dim(line));
    };
    // Before anything is built: whoever has to choose other ports should not wait for it.
    await assertPortsFree(portsAt(choices.offset), choices.offset);
    if (mode === 'built') await buildApp(stopSignal);
    const stack = await startStack({ ...choices, mode, signal: stopSignal, onLine });
    isRunning = true;
    const { data } = choices;
    announce(stack, { seconds: Math.round((performance.now() - startedMs) / 1000), data });
    await untilStopOr(stack.ended);
    isRunning = false;
    say();
    await step('Stopping everything', () => stack.stop());
    if (!stopSignal.aborted)
      throw new Problem(`The emulators ended by themselves. What they said: ${stack.logFile}`);
  } catch (error) {
    if (stopSignal.aborted) say('Stopped before it was ready; nothing is left running.');
    else fail(error);
  }
}

function readChoices() {
  const { values } = readArguments({
    options: {
      'port-offset': { type: 'string' },
      keep: { type: 'boolean', default: false },
      preset: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    offset: portOffset(values['port-offset']),
    data: values.keep ? ('kept' as const) : ('fresh' as const),
    preset: values.preset === undefined ? null : presetNamed(values.preset),
    wantsHelp: values.help,
  };
}

function presetNamed(name: string): PresetName {
  if (Object.hasOwn(presets, name)) return name as PresetName;
  throw new Problem(`There is no preset "${name}". There are: ${Object.keys(presets).join(', ')}.`);
}

function announce(stack: Stack, { seconds, data }: { seconds: number; data: 'fresh' | 'kept' }): void {
  const width = Math.max(...demoPeople.map(({ email }) => email.length));
  say(`\n${bold('Firemeter runs')} at ${bold(stack.address)} ${dim(`(after ${seconds} s)`)}\n`);
  say(`  ${dim(`Sign in with one click, or with the password ${demoPassword}:`)}`);
  for (const { email, name, about } of demoPeople)
    say(`  ${email.padEnd(width)}  ${name.padEnd(12)}  ${dim(about)}`);
  say();
  say(
    dim(
      `  Logs ${relative(root, stack.logFile)} · data is ${data === 'kept' ? 'kept' : 'fresh on every start (--keep keeps it)'}`,
    ),
  );
  say(dim('  Ctrl-C stops everything'));
}
