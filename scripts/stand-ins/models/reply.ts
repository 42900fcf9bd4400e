import type { ServerResponse } from 'node:http';
import type { Directives } from './directives.ts';

/** Sent in the place of a file by a prompt that says so. */
export const malformedFile = Buffer.from('This is no file.');

export function replyJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Sends what was made; a prompt with `[cut]` gets half of it, then the connection is lost. */
export function replyMade(
  response: ServerResponse,
  { cut }: Pick<Directives, 'cut'>,
  { body, type = 'application/json' }: { body: Uint8Array | object; type?: string },
): void {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
  if (!cut) return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

/** Begins a stream of server-sent events. Returns how to send one. */
export function beginEvents(response: ServerResponse): (data: object | string) => void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  return (data) => response.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
}
