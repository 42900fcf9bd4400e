import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { context } from 'esbuild';
import { functionsBundle } from './build.ts';
import { bin, projectId, region, root } from './paths.ts';
import type { Ports } from './ports.ts';
import { stopTree } from './processes.ts';
import { Problem } from './terminal.ts';

/** Rebuilds functions/lib on every change; the Functions emulator reloads when it does. */
export async function watchFunctions(): Promise<AsyncDisposable> {
  const watcher = await context({ ...functionsBundle, logLevel: 'warning' });
  await watcher.rebuild();
  await watcher.watch();
  return { [Symbol.asyncDispose]: () => watcher.dispose() };
}

/** Serves the web app with hot reload, in the place of Hosting. */
export async function serveWebHot(ports: Ports, signal: AbortSignal): Promise<AsyncDisposable> {
  const port = String(ports.vite);
  const child = spawn(
    bin('vite'),
    ['--host', '127.0.0.1', '--port', port, '--strictPort', '--clearScreen', 'false'],
    {
      cwd: join(root, 'web'),
      env: {
        ...process.env,
        FIREMETER_FUNCTIONS: `http://127.0.0.1:${ports.functions}/${projectId}/${region}`,
      },
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const stop = () => stopTree({ child, graceMs: 3000 });
  for (let tries = 0; tries < 150; tries++) {
    if (await answers(`http://127.0.0.1:${port}`)) return { [Symbol.asyncDispose]: stop };
    if (child.exitCode !== null || signal.aborted) break;
    await sleep(200);
  }
  await stop();
  signal.throwIfAborted();
  throw new Problem('Vite did not start.');
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
