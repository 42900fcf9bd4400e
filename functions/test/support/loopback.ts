import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** The body as JSON. */
  json(): Record<string, unknown>;
}

/** A server on a port of its own that answers as a test says. */
export interface Loopback extends AsyncDisposable {
  readonly url: string;
  /** What came in since the last `answerWith`, in order. */
  readonly received: readonly Received[];
  answerWith(answer: Answer): void;
}

export type Answer = (request: Received, response: ServerResponse) => unknown;

export async function openLoopback(): Promise<Loopback> {
  let answer: Answer = (_, response) => response.destroy();
  let received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, body, json: () => JSON.parse(body.toString()) };
    received.push(one);
    await answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get received() {
      return received;
    },
    answerWith(next) {
      answer = next;
      received = [];
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
