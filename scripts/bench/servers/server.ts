import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../stack/terminal.ts';

const startDeadlineMs = 90_000;

/** Should this process end without stopping them, they end with it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface Server extends AsyncDisposable {
  /** `host:port`. */
  readonly address: string;
}

/** An owner other than root, which PostgreSQL refuses to run under. */
export type Owner = Pick<SpawnOptions, 'uid' | 'gid'>;

export async function ownerNamed(user: string): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((one) => one.startsWith(`${user}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid ? { uid: Number(uid), gid: Number(gid) } : {};
}

/** A folder for one run, on the disk that temporary files are on. */
export async function temporaryFolder(owner: Owner): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'firemeter-bench-'));
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(path, owner.uid, owner.gid);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a server on the loopback interface and waits until it takes connections. */
export async function startServer(options: {
  command: string;
  args: (port: number) => string[];
  owner: Owner;
  cwd: string;
  env?: NodeJS.ProcessEnv;
}): Promise<Server> {
  const { command, args, owner, cwd, env = process.env } = options;
  const port = await freePort();
  const stdio: SpawnOptions['stdio'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn(command, args(port), { ...owner, cwd, env, stdio });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-2_000);
    });
  }
  await untilListening(child, port, () => output);
  return { address: `127.0.0.1:${port}`, [Symbol.asyncDispose]: () => stop(child) };
}

async function untilListening(child: ChildProcess, port: number, output: () => string): Promise<void> {
  const untilMs = performance.now() + startDeadlineMs;
  let failure: Error | null = null;
  child.on('error', (error) => {
    failure = error;
  });
  while (performance.now() < untilMs && child.exitCode === null && !failure) {
    if (await accepts(port)) return;
    await sleep(50);
  }
  await stop(child);
  throw new Problem(`${child.spawnfile} did not start:\n${failure ?? output()}`);
}

/** SIGINT ends each of them at once, without waiting for clients. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  const killed = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(killed);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject()));
    });
  });
}
