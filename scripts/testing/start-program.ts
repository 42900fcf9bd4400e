import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopTree } from '../stack/processes.ts';

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 50;

export interface Program extends AsyncDisposable {
  readonly address: string;
}

/** Starts a server of others on a free port of this machine, and waits until it answers. */
export async function startProgram(options: {
  name: string;
  command: string;
  args: (port: number) => readonly string[];
}): Promise<Program> {
  const { name, command, args } = options;
  const port = await freePort();
  const child = spawn(command, args(port), { detached: true, stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  const stop = () => stopTree({ child, graceMs: 2_000 });
  for (let tries = 0; tries < PATIENCE_MS / LOOK_EVERY_MS && child.exitCode === null; tries++) {
    if (await fetch(address).then(Boolean, () => false)) return { address, [Symbol.asyncDispose]: stop };
    await sleep(LOOK_EVERY_MS);
  }
  await stop();
  throw new Error(`${name} does not answer at ${address}`);
}

function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}
