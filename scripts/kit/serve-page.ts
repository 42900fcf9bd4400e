import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import type { ServedApp } from './serve-host-app.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Bundles the app's page as its owner would, and serves it. */
export async function servePage(folder: string, { ports }: Pick<ServedApp, 'ports'>) {
  const web = join(folder, 'web');
  await build({
    entryPoints: [join(web, 'app.jsx')],
    outdir: web,
    bundle: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    logLevel: 'silent',
    define: { EMULATOR_PORTS: JSON.stringify(ports), 'process.env.NODE_ENV': '"production"' },
  });
  const server = createServer(async ({ url }, response) => {
    const name = url === '/' || !url ? 'index.html' : url.slice(1);
    const content = await readFile(join(web, name)).catch(() => null);
    response.writeHead(content ? 200 : 404, { 'content-type': types[extname(name)] ?? 'text/plain' });
    response.end(content ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
