import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { machineCache } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { type Program, startProgram } from './start-program.ts';

/** Stripe's own: https://github.com/stripe/stripe-mock */
const source = 'github.com/stripe/stripe-mock@v0.203.0';
const inCache = join(machineCache, 'go', 'stripe-mock');

/** Builds stripe-mock with Go, once, into the machine's cache, where there is a Go. It may take minutes. */
export async function installStripeMock(signal: AbortSignal): Promise<void> {
  if (existsSync(inCache)) return;
  const env = { ...process.env, GOBIN: join(machineCache, 'go') };
  await runToEnd('go', ['install', source], { env, signal });
}

/** Starts stripe-mock, which refuses every request that Stripe's published schema does not allow. Null: it is not installed. */
export async function startStripeMock(): Promise<Program | null> {
  if (!existsSync(inCache)) return null;
  return startProgram({
    name: 'stripe-mock',
    command: inCache,
    // Unless it is told another one, it listens for HTTPS on a port of its own, which a second test run finds taken.
    args: (port) => ['-http-addr', `127.0.0.1:${port}`, '-https-addr', '127.0.0.1:0'],
  });
}
