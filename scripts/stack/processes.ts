import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Stops a process started with `detached: true` and everything it started: SIGINT to its group, as Ctrl-C in a
 * terminal would, then SIGKILL for what is still there after `graceMs`. Emulators put their children into groups of
 * their own, so the descendants are noted before anything is told to stop.
 */
export async function stopTree({ child, graceMs }: { child: ChildProcess; graceMs: number }): Promise<void> {
  if (child.pid === undefined) return;
  const pids = [child.pid, ...(await descendantsOf(child.pid))];
  if (isRunning(child)) {
    const exited = once(child, 'exit');
    signal(-child.pid, 'SIGINT');
    await Promise.race([exited, sleep(graceMs, undefined, { ref: false })]);
  }
  await killAll(pids);
}

/** Kills what is left of `pids`, giving the last ones a moment to end by themselves. */
export async function killAll(pids: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 20 && pids.some(isAlive); tries++) await sleep(50);
  for (const pid of pids.filter(isAlive)) signal(pid, 'SIGKILL');
}

export async function descendantsOf(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const childrenOf = new Map<number, number[]>();
  for (const line of stdout.trim().split('\n')) {
    const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), child]);
  }
  const found: number[] = [];
  const queue = [pid];
  for (let parent = queue.pop(); parent !== undefined; parent = queue.pop()) {
    const children = childrenOf.get(parent) ?? [];
    found.push(...children);
    queue.push(...children);
  }
  return found;
}

export interface Outcome {
  code: number;
  output: string;
}

interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  onOutput?: (text: string) => void;
}

/** Runs a command to its end and gives its exit code with everything it printed. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const { onOutput, ...spawnOptions } = options;
  const child = spawn(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    onOutput?.(chunk.toString());
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command that prints to the terminal itself and gives its exit code; on `signal` its whole tree is stopped. */
export async function runInForeground(
  command: string,
  args: readonly string[],
  { env, cwd, signal }: { env: NodeJS.ProcessEnv; cwd: string; signal: AbortSignal },
): Promise<number> {
  signal.throwIfAborted();
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = () => void stopTree({ child, graceMs: 5000 });
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [code] = await once(child, 'close');
    return code ?? 1;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
