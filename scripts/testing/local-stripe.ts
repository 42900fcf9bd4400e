import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { machineCache } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { type Program, startProgram } from './start-program.ts';

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

export interface LocalStripe extends Program {
  /** Has its events sent somewhere, signed. */
  sendEventsTo(options: { url: string; secret: string }): Promise<void>;
}

const isInstalled = () => existsSync(join(inCache, 'bin', 'localstripe'));

/** Installs localstripe with pip, once, into the machine's cache, where there is a Python. It may take a minute. */
export async function installLocalStripe(signal: AbortSignal): Promise<void> {
  if (isInstalled()) return;
  await runToEnd('python3', ['-m', 'venv', inCache], { signal });
  await runToEnd(python, ['-m', 'pip', 'install', '--quiet', packageName], { signal });
}

/**
 * Starts localstripe, which remembers customers, cards, payments and refunds, and sends signed events. Null: it is not
 * installed.
 */
export async function startLocalStripe(): Promise<LocalStripe | null> {
  if (!isInstalled()) return null;
  const started = await startProgram({
    name: 'localstripe',
    command: python,
    args: (port) => ['-c', program, String(port)],
  });
  return {
    ...started,
    async sendEventsTo(target) {
      const url = `${started.address}/_config/webhooks/test`;
      const { ok } = await fetch(url, { method: 'POST', body: new URLSearchParams(target) });
      if (!ok) throw new Error(`localstripe does not take ${target.url}`);
    },
  };
}
