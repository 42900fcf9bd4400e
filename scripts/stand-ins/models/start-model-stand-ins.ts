import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CallLog } from './call-log.ts';
import { createElevenLabsStandIn } from './elevenlabs.ts';
import { createFalStandIn } from './fal.ts';
import { createGoogleStandIn } from './google.ts';
import type { StandIn, StandInContext } from './handler.ts';
import { createOpenAiStandIn } from './openai.ts';
import { createReplicateStandIn } from './replicate.ts';
import { replyJson } from './reply.ts';
import { StagedFailure } from './stage.ts';
import { readRequest } from './stand-in-request.ts';

const standIns = {
  openai: { path: '/openai/v1', create: createOpenAiStandIn },
  google: { path: '/google/v1beta', create: createGoogleStandIn },
  elevenlabs: { path: '/elevenlabs', create: createElevenLabsStandIn },
  replicate: { path: '/replicate/v1', create: createReplicateStandIn },
  fal: { path: '/fal', create: createFalStandIn },
  'openai-compatible': { path: '/openai-compatible/v1', create: createOpenAiStandIn },
} satisfies Record<string, { path: string; create: (context: StandInContext) => StandIn }>;

export type StandInProvider = keyof typeof standIns;
type Addresses = Readonly<Record<StandInProvider, string>>;

export interface ModelStandIns extends AsyncDisposable {
  /** Where each provider is spoken for, as its base address. */
  readonly addresses: Addresses;
  /** The orders for work that came. */
  readonly calls: CallLog;
}

interface Options {
  /** 0: any that is free. */
  readonly port?: number;
  /** Milliseconds before each word of an answer. */
  readonly paceMs?: number;
  /** Milliseconds before a video or a piece of music is done. */
  readonly jobMs?: number;
}

/**
 * Stands in for the providers of models: one server speaks the protocols of all of them and makes what they would make,
 * without a network or a key. See `readDirectives` for how a prompt makes it slow or fail.
 */
export async function startModelStandIns({
  port = 0,
  paceMs = 15,
  jobMs = 1_500,
}: Options = {}): Promise<ModelStandIns> {
  const context = { calls: new CallLog(), paceMs, jobMs };
  const served = Object.values(standIns).map(({ path, create }) => ({ path, standIn: create(context) }));
  const server = createServer(async (request, response) => {
    const found = served.find(({ path }) => request.url?.startsWith(`${path}/`));
    if (found) await serve(found, request, response).catch(() => response.destroy());
    else replyJson(response, { error: 'No provider is spoken for here.' }, 404);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // It keeps no process up by itself.
  server.unref();
  return {
    addresses: addressesAt((server.address() as AddressInfo).port),
    calls: context.calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function addressesAt(port: number): Addresses {
  const entries = Object.entries(standIns).map(([name, { path }]) => [
    name,
    `http://127.0.0.1:${port}${path}`,
  ]);
  return Object.fromEntries(entries);
}

async function serve(
  { path: prefix, standIn }: { path: string; standIn: StandIn },
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(incoming.url ?? '/', 'http://stand-in');
  const place = { path: pathname.slice(prefix.length), baseUrl: `http://${incoming.headers.host}${prefix}` };
  const request = await readRequest(incoming, response, place);
  try {
    if (await standIn.handle({ request, response })) return;
    replyJson(response, { error: { message: `There is no page ${pathname} here.`, code: 'not_found' } }, 404);
  } catch (error) {
    if (response.destroyed) return;
    if (error instanceof StagedFailure) return standIn.fail(error, { request, response });
    replyJson(response, { error: { message: String(error), code: 'stand_in_failed' } }, 500);
  }
}
