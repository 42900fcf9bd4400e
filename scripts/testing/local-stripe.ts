import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machineCache } from '../stack/paths.ts';
import { runToEnd, stopTree } from '../stack/processes.ts';
import { freePort } from './stripe-mock.ts';

/** https://github.com/adrienverge/localstripe; under the GPL, so that tests run it and nothing ships it. */
const packageName = 'localstripe==1.15.10';
const inCache = join(machineCache, 'python', 'localstripe');
const python = join(inCache, 'bin', 'python');
/** Its own command listens on every address of the machine. */
const program = `
import sys
from aiohttp import web
from localstripe.server import app
web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]), print=None)
`;

export interface LocalStripe extends AsyncDisposable {
  readonly address: string;
  /** Has its events sent somewhere, signed. */
  sendEventsTo(options: { url: string; secret: string }): Promise<void>;
}

/**
 * Starts localstripe, which remembers customers, cards, payments and refunds, and sends signed events; installed with pip
 * once, into the machine's cache. Null: there is no Python here.
 */
export async function startLocalStripe(): Promise<LocalStripe | null> {
  if (!existsSync(join(inCache, 'bin', 'localstripe'))) {
    await runToEnd('python3', ['-m', 'venv', inCache]);
    await runToEnd(python, ['-m', 'pip', 'install', '--quiet', packageName]);
    if (!existsSync(join(inCache, 'bin', 'localstripe'))) return null;
  }
  const port = await freePort();
  const child = spawn(python, ['-c', program, String(port)], { detached: true, stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  await untilItAnswers(address, child);
  return {
    address,
    async sendEventsTo(target) {
      const url = `${address}/_config/webhooks/test`;
      const { ok } = await fetch(url, { method: 'POST', body: new URLSearchParams(target) });
      if (!ok) throw new Error(`localstripe does not take ${target.url}`);
    },
    [Symbol.asyncDispose]: () => stopTree({ child, graceMs: 2_000 }),
  };
}

async function untilItAnswers(address: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400 && child.exitCode === null; tries++) {
    if (await fetch(address).then(Boolean, () => false)) return;
    await sleep(50);
  }
  await stopTree({ child, graceMs: 2_000 });
  throw new Error(`localstripe does not answer at ${address}`);
}
