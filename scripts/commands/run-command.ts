import { type ChildProcess, spawn } from 'node:child_process';
import { beforeEach, onTestFailed } from 'vitest';
import { root } from '../stack/paths.ts';

/** A command that runs as in a terminal. */
export interface Running {
  output(): string;
  until(text: string): Promise<void>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
  /** As Ctrl-C does: the signal goes to the whole group. */
  stop(): Promise<void>;
}

/** Commands that have not ended, and what each has printed: what a test that ran out of time was waiting for. */
const running = new Map<string, () => string>();

beforeEach(() => {
  onTestFailed(() => {
    for (const [command, output] of running)
      console.error(`Still running: ${command}\n${output().slice(-4_000)}`);
  });
});

/** Starts a command in the project's folder. */
export function run(args: string[], command = 'npm'): Running {
  const child: ChildProcess = spawn(command, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      output += data;
      for (const listener of listeners) listener();
    });
  }
  const name = [command, ...args].join(' ');
  running.set(name, () => output);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).finally(() =>
    running.delete(name),
  );
  return {
    output: () => output,
    ended,
    async until(text) {
      const seen = new Promise<'seen'>((resolve) => {
        const look = () => output.includes(text) && resolve('seen');
        listeners.add(look);
        look();
      });
      if ((await Promise.race([seen, ended])) !== 'seen')
        throw new Error(`Ended without "${text}":\n${output}`);
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null && child.pid)
        process.kill(-child.pid, 'SIGINT');
      await ended;
    },
  };
}
