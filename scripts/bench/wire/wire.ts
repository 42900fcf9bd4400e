import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Problem } from '../../stack/terminal.ts';

/** What passed between the SDK and the store. */
export interface Counts {
  calls: number;
  reads: number;
  writes: number;
  deletes: number;
}

export interface Wire {
  /** `host:port` to use in place of the server's own. */
  readonly address: string;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface CountingWire extends Wire {
  counts(): Promise<Counts>;
}

/** Counts what passes to a Firestore server. */
export async function countingWire(target: string): Promise<CountingWire> {
  const child = start('counting-proxy.ts', [target]);
  return {
    ...(await wireOf(child)),
    async counts() {
      child.send('counts');
      const { counts } = await nextMessage(child);
      return counts;
    },
  };
}

/** Adds a round trip's time between a client and any server. */
export function distantWire(target: string, roundTripMs: number): Promise<Wire> {
  return wireOf(start('distance.ts', [target, String(roundTripMs)]));
}

function start(file: string, args: string[]): ChildProcess {
  return fork(join(import.meta.dirname, file), args, { execArgv: [], stdio: 'inherit' });
}

async function wireOf(child: ChildProcess): Promise<Wire> {
  const { port } = await nextMessage(child);
  return {
    address: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

interface Said {
  port: number;
  counts: Counts;
}

function nextMessage(child: ChildProcess): Promise<Said> {
  const { promise, resolve, reject } = Promise.withResolvers<Said>();
  const onExit = () => reject(new Problem(`${child.spawnargs.at(-1)}: the wire to it broke`));
  child.once('message', (said) => resolve(said as Said));
  child.once('exit', onExit);
  return promise.finally(() => child.off('exit', onExit));
}
