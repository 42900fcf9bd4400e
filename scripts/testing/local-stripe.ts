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
