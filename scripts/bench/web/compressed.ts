import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Ports } from '../../stack/ports.ts';

const compress = promisify(brotliCompress);
/** The app takes the page's port for the one of Hosting, so the compressed app needs an address of its own. */
const host = '127.0.0.2';
const textual = /javascript|text|json|svg|manifest/;

/** Lets the browser find the compressed app under a name of this machine, which is where the app looks for its emulators. */
export const resolverArgument = `--host-resolver-rules=MAP localhost ${host}`;

/** Serves what the Hosting emulator serves, compressed by Brotli as Firebase Hosting does. */
export async function serveCompressed(ports: Ports): Promise<{ address: string } & AsyncDisposable> {
  const kept = new Map<string, Promise<Reply>>();
  const server = createServer(async ({ url = '/', method = 'GET', headers }, response) => {
    const isKept = method === 'GET' && url.startsWith('/assets/');
    const reply = await ((isKept && kept.get(url)) || load(url));
    if (isKept) kept.set(url, Promise.resolve(reply));
    const { status, body, compressed } = reply;
    const isCompressed = compressed !== null && /\bbr\b/.test(String(headers['accept-encoding']));
    response.writeHead(status, {
      ...reply.headers,
      ...(isCompressed && { 'content-encoding': 'br', vary: 'accept-encoding' }),
    });
    response.end(isCompressed ? compressed : body);
  });
  await new Promise<void>((resolve) => server.listen(ports.hosting, host, resolve));
  return {
    address: `http://localhost:${ports.hosting}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function load(path: string): Promise<Reply> {
    const response = await fetch(`http://127.0.0.1:${ports.hosting}${path}`);
    const body = Buffer.from(await response.arrayBuffer());
    const headers = Object.fromEntries(
      [...response.headers].filter(
        ([name]) => !/^(content-(encoding|length)|transfer-|connection)/.test(name),
      ),
    );
    const isText = textual.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers, body, compressed: isText ? await compress(body) : null };
  }
}

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  compressed: Buffer | null;
}
