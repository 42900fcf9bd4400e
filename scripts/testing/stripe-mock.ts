import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machineCache } from '../stack/paths.ts';
import { runToEnd, stopTree } from '../stack/processes.ts';

/** Stripe's own: https://github.com/stripe/stripe-mock */
const source = 'github.com/stripe/stripe-mock@v0.203.0';
const inCache = join(machineCache, 'go', 'stripe-mock');

export interface StripeMock extends AsyncDisposable {
  readonly address: string;
}

/**
 * Starts stripe-mock, which refuses every request that Stripe's published schema does not allow; built with Go once, into
 * the machine's cache. Null: there is no Go here.
 */
export async function startStripeMock(): Promise<StripeMock | null> {
  if (!existsSync(inCache)) {
    const env = { ...process.env, GOBIN: join(machineCache, 'go') };
    await runToEnd('go', ['install', source], { env });
    if (!existsSync(inCache)) return null;
  }
  const port = await freePort();
  const child = spawn(inCache, ['-http-addr', `127.0.0.1:${port}`], { detached: true, stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  const stop = () => stopTree({ child, graceMs: 2_000 });
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    if (await fetch(address).then(Boolean, () => false)) return { address, [Symbol.asyncDispose]: stop };
    await sleep(50);
  }
  await stop();
  throw new Error(`stripe-mock does not answer at ${address}`);
}

export function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}
