/**
 * Serves functions as Cloud Functions does: by its own framework, many requests at once in one process. The Functions
 * emulator starts it (firebase-preload.cjs) and names one function after the other, each at a socket of its own.
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { cloudEvent, type HttpFunction, http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';

interface Message {
  socketPath: string;
  /** The function to serve there; null: none any more. */
  target: string | null;
}

const FIRST_GENERATION = 'gcfv1';

const require = createRequire(`${process.cwd()}/`);
const functions = import(pathToFileURL(require.resolve(process.cwd())).href);
const servers = new Map<string, Server>();

process.on(
  'message',
  ({ socketPath, target }: Message) => void (target ? serve(socketPath, target) : stop(socketPath)),
);
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; whoever started this process ends it when its requests have ended.
process.on('SIGINT', () => {});

async function serve(socketPath: string, target: string): Promise<void> {
  const all = await functions;
  const served = all[target];
  const { eventTrigger, platform } = served.__endpoint ?? {};
  if (eventTrigger && platform === FIRST_GENERATION) http(target, firstGeneration(served));
  else if (eventTrigger) cloudEvent(target, served);
  else http(target, served);
  const server = getTestServer(target);
  answerHealthChecks(server);
  servers.set(socketPath, server);
  server.listen(socketPath);
  await once(server, 'listening');
}

/** Calls a function of the first generation, which takes the data of an event and its context. */
function firstGeneration(run: (data: unknown, context: object) => Promise<unknown>): HttpFunction {
  return async (request, response) => {
    const { data, ...context } = request.body;
    await run(data, context);
    response.end();
  };
}

function stop(socketPath: string): void {
  servers.get(socketPath)?.close();
  servers.delete(socketPath);
}

/** The emulator asks for its own path before it sends a request; the function must not hear of it. */
function answerHealthChecks(server: Server): void {
  const [handle] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (request.url === '/__/health') response.end();
    else handle?.call(server, request, response);
  });
}
