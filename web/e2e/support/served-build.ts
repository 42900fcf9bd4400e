import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const dist = join(import.meta.dirname, '../../dist');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Serves the build as Hosting does, at an address of its own, where another build can take its place. */
export async function servedBuild() {
  const shell = await readFile(join(dist, 'index.html'), 'utf8');
  const worker = await readFile(join(dist, 'service-worker.js'), 'utf8');
  const own = new Map([
    ['/index.html', shell],
    ['/service-worker.js', worker],
  ]);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = extname(pathname) ? pathname : '/index.html';
    const body = own.get(path) ?? (await readFile(join(dist, path)).catch(() => null));
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    response.setHeader('cache-control', 'no-cache');
    response.writeHead(body === null ? 404 : 200).end(body ?? undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/terms`,
    /** Puts a build in place that differs by a mark. */
    deploy(mark: string) {
      const marked = shell.replace('<head>', `<head><meta name="build" content="${mark}" />`);
      own.set('/index.html', marked);
      own.set('/service-worker.js', worker.replaceAll(digestOf(shell), digestOf(marked)));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const digestOf = (text: string) => createHash('sha384').update(text).digest('base64');
