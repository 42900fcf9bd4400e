import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request as the stand-ins' handlers see it. */
export interface StandInRequest {
  readonly method: string;
  /** Below the provider's base address, without the query. */
  readonly path: string;
  /** Where this provider's stand-in is reached, for links that lead back to it. */
  readonly baseUrl: string;
  readonly idempotencyKey: string | undefined;
  /** The host that a provider of several was meant to be reached at; undefined: its usual one. */
  readonly targetHost: string | undefined;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
  /** Reads the body as JSON. */
  json(): Record<string, unknown>;
  /** Reads the body as a form with files. */
  form(): Promise<FormData>;
}

export async function readRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { path, baseUrl }: { path: string; baseUrl: string },
): Promise<StandInRequest> {
  const body = await buffer(request);
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort());
  const contentType = request.headers['content-type'] ?? '';
  const { 'idempotency-key': key, 'x-fal-target-host': host } = request.headers;
  return {
    method: request.method ?? 'GET',
    path,
    baseUrl,
    idempotencyKey: typeof key === 'string' ? key : undefined,
    targetHost: typeof host === 'string' ? host : undefined,
    signal: hangUp.signal,
    json: () => JSON.parse(body.toString() || '{}'),
    form: () => new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData(),
  };
}
