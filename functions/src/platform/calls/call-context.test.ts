import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { authorize, type CallContext, paysPersonally } from './call-context.ts';

const nobody = async () => ({ email: null, isEmailVerified: false, name: null, role: null });

/** A call over HTTP: what the function knows of its client, and the response to end. */
async function call(): Promise<{ context: CallContext; response: ServerResponse; hangUp: () => void }> {
  const { promise, resolve } = Promise.withResolvers<[IncomingMessage, ServerResponse]>();
  const server = createServer((...both) => resolve(both));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = new AbortController();
  const { port } = server.address() as AddressInfo;
  void fetch(`http://127.0.0.1:${port}`, { signal: client.signal }).catch(() => undefined);
  const [{ headers, socket }, response] = await promise;
  const token = { uid: 'ada' } as NonNullable<Parameters<typeof authorize>[0]['auth']>['token'];
  const rawRequest = { headers, socket, res: response };
  const context = await authorize(
    { auth: { uid: 'ada', token }, rawRequest },
    { identities: { ofSignIn: nobody, ofUser: nobody }, payer: paysPersonally },
    { allowed: 'person', traceId: 'trace' },
  );
  return { context, response, hangUp: () => client.abort() };
}

test('a client that hangs up before it has its answer is gone', async () => {
  const { context, hangUp } = await call();
  expect(context.gone?.aborted).toBe(false);
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  context.gone?.addEventListener('abort', () => resolve());
  hangUp();
  await gone;
});

test('a client that has its answer is not gone', async () => {
  const { context, response } = await call();
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  response.once('close', resolve);
  response.end('done');
  await closed;
  expect(context.gone?.aborted).toBe(false);
});
