import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
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
  for (let tries = 0; tries < 20; tries++) {
    if ((await running(pids)).length === 0) return;
    await sleep(50);
  }
  for (const pid of await running(pids)) signal(pid, 'SIGKILL');
}

/** Those of `pids` that still run; ended ones that nobody has asked after (zombies) do not. */
export async function running(pids: readonly number[]): Promise<number[]> {
  const found = new Set((await processes()).map(({ pid }) => pid));
  return pids.filter((pid) => found.has(pid));
}

export async function descendantsOf(pid: number): Promise<number[]> {
  const childrenOf = Map.groupBy(await processes(), ({ parent }) => parent);
  const found: number[] = [];
  const queue = [pid];
  for (let parent = queue.pop(); parent !== undefined; parent = queue.pop()) {
    const children = (childrenOf.get(parent) ?? []).map((child) => child.pid);
    found.push(...children);
    queue.push(...children);
  }
  return found;
}

interface Process {
  pid: number;
  parent: number;
}

/** Everything that runs on this machine; slim Linux images have /proc but no `ps`. */
async function processes(): Promise<Process[]> {
  const lines = process.platform === 'linux' ? await processesFromProc() : await processesFromPs();
  return lines.flatMap((line) => {
    const [pid, parent, state = ''] = line.trim().split(/\s+/);
    return state.startsWith('Z') ? [] : { pid: Number(pid), parent: Number(parent) };
  });
}

async function processesFromPs(): Promise<string[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  return stdout.trim().split('\n');
}

async function processesFromProc(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  // A line of it: PID (name, which may hold anything) STATE PARENT …
  return stats.flatMap((stat) => stat.replace(/^(\d+) \(.*\) (\S) (\d+).*$/s, '$1 $3 $2') || []);
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

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
